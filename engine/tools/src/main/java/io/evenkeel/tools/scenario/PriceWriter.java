package io.evenkeel.tools.scenario;

import io.evenkeel.client.PriceTerms;
import io.evenkeel.codecs.AddPriceSourceEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.RemovePriceSourceEncoder;
import io.evenkeel.codecs.SetHaltedEncoder;
import io.evenkeel.codecs.SetPriceTermsEncoder;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.scenario.PriceStatement.AddPriceSource;
import io.evenkeel.tools.scenario.PriceStatement.Halt;
import io.evenkeel.tools.scenario.PriceStatement.RemovePriceSource;
import io.evenkeel.tools.scenario.PriceStatement.SetPriceTerms;
import io.evenkeel.tools.scenario.PriceStatement.SubmitPrice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * Writes the commands of a scenario that concern prices. A source that no line has let speak is configured when it
 * first does; one that was removed is not, so that what it says is refused. Has a timer fire whenever a price falls
 * stale.
 */
final class PriceWriter {
    static final int USUAL_WEIGHT = 1;

    /** In place of a source: the book of a market. */
    private static final String BOOK = "";

    private final InlineEngine engine;
    private final Registry registry;
    private final int runner;
    private final AddPriceSourceEncoder sourceEncoder = new AddPriceSourceEncoder();
    private final RemovePriceSourceEncoder removalEncoder = new RemovePriceSourceEncoder();
    private final PriceSubmissionEncoder priceEncoder = new PriceSubmissionEncoder();
    private final SetHaltedEncoder haltEncoder = new SetHaltedEncoder();
    private final SetPriceTermsEncoder termsEncoder = new SetPriceTermsEncoder();
    private final Map<String, Integer> sources = new HashMap<>();
    private final Map<String, Set<String>> configured = new HashMap<>();
    private final Map<String, Map<String, Long>> saidMs = new HashMap<>();
    private final Map<String, Long> maxAgeMs = new HashMap<>();
    private long lastSourceSequence;

    PriceWriter(final InlineEngine engine, final Registry registry, final int runner) {
        this.engine = engine;
        this.registry = registry;
        this.runner = runner;
    }

    RejectCode submit(final SubmitPrice price) {
        final Denomination priced = price.priced();
        if (!configuredFor(priced).contains(price.source())) {
            final RejectCode code = add(new AddPriceSource(priced, price.source(), USUAL_WEIGHT));
            if (code != RejectCode.NONE) {
                return code;
            }
        }
        final long sourceTimeMs = price.sourceTimeMs() == null ? engine.timeMs() : price.sourceTimeMs();
        engine.begin(runner, priceEncoder);
        priceEncoder.sourceSequence(++lastSourceSequence)
                .price(price.price())
                .confidence(price.confidence())
                .sourceTimeMs(sourceTimeMs)
                .source(id(price.source()))
                .priced(registry.id(priced))
                .kind(kindOf(priced));
        final RejectCode code = submit(priceEncoder);
        noteSaid(priced, price.source(), sourceTimeMs);
        return code;
    }

    RejectCode add(final AddPriceSource source) {
        engine.begin(runner, sourceEncoder);
        sourceEncoder.kind(kindOf(source.priced()))
                .priced(registry.id(source.priced()))
                .source(id(source.source()))
                .participant(runner)
                .weight(source.weight());
        final RejectCode code = submit(sourceEncoder);
        if (code == RejectCode.NONE) {
            configuredFor(source.priced()).add(source.source());
        }
        return code;
    }

    RejectCode remove(final RemovePriceSource source) {
        engine.begin(runner, removalEncoder);
        removalEncoder.kind(kindOf(source.priced()))
                .priced(registry.id(source.priced()))
                .source(id(source.source()));
        return submit(removalEncoder);
    }

    RejectCode halt(final Halt halt) {
        engine.begin(runner, haltEncoder);
        haltEncoder.kind(kindOf(halt.priced()))
                .priced(registry.id(halt.priced()))
                .halted(halt.isHalted() ? BooleanType.YES : BooleanType.NO);
        return submit(haltEncoder);
    }

    /** Sets the terms that a declaration gives; the age among them the listing has set already. */
    RejectCode declared(final Denomination priced, final PriceTerms terms) {
        maxAgeMs.put(priced.symbol(), terms.maxAgeMs());
        return terms(new SetPriceTerms(priced, terms));
    }

    RejectCode terms(final SetPriceTerms change) {
        final Denomination priced = change.priced();
        final PriceTerms terms = change.terms();
        engine.begin(runner, termsEncoder);
        termsEncoder.kind(kindOf(priced))
                .priced(registry.id(priced))
                .minSources((short) terms.minSources())
                .freshRounds((short) terms.freshRounds())
                .maxAgeMs(terms.maxAgeMs())
                .bandPpm(terms.bandPpm())
                .maxJumpPpm(terms.maxJumpPpm())
                .jumpWindowMs(terms.jumpWindowMs())
                .markBandPpm(terms.markBandPpm())
                .emaMs(terms.emaMs())
                .uncertaintyPpm(terms.uncertaintyPpm())
                .staleFavourPpm(terms.staleFavourPpm());
        final RejectCode code = submit(termsEncoder);
        if (code == RejectCode.NONE) {
            maxAgeMs.put(priced.symbol(), terms.maxAgeMs());
            saidFor(priced).values().forEach(timeMs -> fallDue(priced, timeMs));
        }
        return code;
    }

    /** Takes note that the book of a market was said now. */
    void noteBook(final Denomination instrument) {
        noteSaid(instrument, BOOK, engine.timeMs());
    }

    private void noteSaid(final Denomination priced, final String source, final long timeMs) {
        saidFor(priced).put(source, timeMs);
        fallDue(priced, timeMs);
    }

    /** What was said at a time is fresh for the last time at its age, and stale after. */
    private void fallDue(final Denomination priced, final long timeMs) {
        final long ageMs = maxAgeMs.getOrDefault(priced.symbol(), 0L);
        if (ageMs > 0 && ageMs < Long.MAX_VALUE - timeMs - 1) {
            engine.fallDueAt(timeMs + ageMs);
            engine.fallDueAt(timeMs + ageMs + 1);
        }
    }

    private Map<String, Long> saidFor(final Denomination priced) {
        return saidMs.computeIfAbsent(priced.symbol(), symbol -> new HashMap<>());
    }

    private Set<String> configuredFor(final Denomination priced) {
        return configured.computeIfAbsent(priced.symbol(), symbol -> new HashSet<>());
    }

    private int id(final String source) {
        return sources.computeIfAbsent(source, name -> sources.size() + 1);
    }

    private RejectCode submit(final MessageEncoderFlyweight message) {
        return engine.submit(runner, message.encodedLength());
    }

    private static PricedKind kindOf(final Denomination priced) {
        return priced.isInstrument() ? PricedKind.INSTRUMENT : PricedKind.ASSET;
    }
}
