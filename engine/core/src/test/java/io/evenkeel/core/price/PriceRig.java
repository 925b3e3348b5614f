package io.evenkeel.core.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddInstrumentEncoder;
import io.evenkeel.codecs.AddPriceSourceEncoder;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.BookTopEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.RemovePriceSourceEncoder;
import io.evenkeel.codecs.SetFundingTermsEncoder;
import io.evenkeel.codecs.SetHaltedEncoder;
import io.evenkeel.codecs.SetMarketPhaseEncoder;
import io.evenkeel.codecs.SetPriceTermsDecoder;
import io.evenkeel.codecs.SourceStateDecoder;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.PriceUpdate;
import io.evenkeel.core.command.SourceCounts;
import io.evenkeel.core.inspect.SourceReport;
import io.evenkeel.core.sim.command.PriceTermsCommand;
import io.evenkeel.core.snapshot.RecordWriter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/** The price stage alone, with one asset, at a time that is set. Prices are in whole units. */
final class PriceRig {
    private static final int SOURCE = 1;
    private static final int ORACLE = 5;
    private static final int MAX_INSTRUMENTS = 32;
    private static final int MAX_SOURCES = 5;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CommandSlot slot = new CommandSlot();
    private PriceStage stage = new PriceStage(2, MAX_INSTRUMENTS, MAX_SOURCES);
    private long timeMs;
    private long rising;
    private int instruments;

    /** Lists the numeraire. */
    PriceRig() {
        final AddAssetEncoder asset = new AddAssetEncoder();
        asset.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .asset(0)
                .symbol("USD")
                .exponent((byte) -6)
                .priceExponent((byte) 0)
                .numeraire(BooleanType.YES)
                .minSources((short) 1)
                .borrowAddOnPpm(0)
                .borrowImPpm(0)
                .borrowMmPpm(0)
                .maxAgeMs(0)
                .haircutsCount(0);
        send(asset);
    }

    /** Lists a perpetual with a source. {@return its id} */
    int perpetual(final long maxAgeMs) {
        return list(InstrumentKind.PERPETUAL, 0, maxAgeMs);
    }

    /** Lists a future with a source. {@return its id} */
    int future(final long expiryMs, final long maxAgeMs) {
        return list(InstrumentKind.FUTURE, expiryMs, maxAgeMs);
    }

    private int list(final InstrumentKind kind, final long expiryMs, final long maxAgeMs) {
        final AddInstrumentEncoder encoder = new AddInstrumentEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .instrument(instruments)
                .symbol("I" + instruments)
                .underlying("U")
                .kind(kind)
                .settlementAsset(0)
                .multiplier(1)
                .priceExponent((byte) 0)
                .quantityExponent((byte) 0)
                .minSources((short) 1)
                .adl(AdlPolicy.PRO_RATA)
                .tick(10)
                .lot(1)
                .maxAgeMs(maxAgeMs)
                .oiLower(0)
                .oiUpper(0)
                .auctionMs(1_000)
                .maxDiscountPpm(0)
                .penaltyPpm(0)
                .discountCapPpm(0)
                .penaltyCapPpm(0)
                .pool(0)
                .bufferPpm(0)
                .minNotional(0)
                .expiryMs(expiryMs)
                .tiersCount(1).next().upTo(Long.MAX_VALUE).imPpm(100_000).mmPpm(50_000);
        require(send(encoder));
        require(source(instruments, SOURCE));
        return instruments++;
    }

    /** Configures another source, of weight 1. */
    RejectCode source(final int instrument, final int source) {
        return source(instrument, source, 1);
    }

    RejectCode source(final int instrument, final int source, final int weight) {
        final AddPriceSourceEncoder encoder = new AddPriceSourceEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .kind(PricedKind.INSTRUMENT)
                .priced(instrument)
                .source(source)
                .participant(ORACLE)
                .weight(weight);
        return send(encoder);
    }

    RejectCode removeSource(final int instrument, final int source) {
        final RemovePriceSourceEncoder encoder = new RemovePriceSourceEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .kind(PricedKind.INSTRUMENT)
                .priced(instrument)
                .source(source);
        return send(encoder);
    }

    RejectCode priceTerms(final PriceTermsCommand terms) {
        return send(terms.write(buffer, 0));
    }

    private static void require(final RejectCode answer) {
        if (answer != RejectCode.NONE) {
            throw new AssertionError("refused: " + answer);
        }
    }

    PriceRig at(final long newTimeMs) {
        timeMs = newTimeMs;
        return this;
    }

    RejectCode price(final int instrument, final long price) {
        return price(instrument, SOURCE, price);
    }

    RejectCode price(final int instrument, final int source, final long price) {
        return submit(instrument, source, price, 0, timeMs);
    }

    /** Says a price that may be wrong by so much. */
    RejectCode unsure(final int instrument, final int source, final long price, final long confidence) {
        return submit(instrument, source, price, confidence, timeMs);
    }

    /** Says a price that was so some time ago. */
    RejectCode late(final int instrument, final int source, final long ageMs) {
        return submit(instrument, source, 1, 0, timeMs - ageMs);
    }

    private RejectCode submit(
            final int instrument,
            final int source,
            final long price,
            final long confidence,
            final long sourceTimeMs) {
        final PriceSubmissionEncoder encoder = new PriceSubmissionEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .sourceSequence(++rising)
                .price(price)
                .confidence(confidence)
                .sourceTimeMs(sourceTimeMs)
                .source(source)
                .priced(instrument)
                .kind(PricedKind.INSTRUMENT);
        return send(encoder);
    }

    RejectCode halt(final int instrument, final boolean isHalted) {
        final SetHaltedEncoder encoder = new SetHaltedEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .kind(PricedKind.INSTRUMENT)
                .priced(instrument)
                .halted(isHalted ? BooleanType.YES : BooleanType.NO);
        return send(encoder);
    }

    RejectCode terms(final int instrument, final long intervalMs, final long interestPpb, final long capPpb) {
        final SetFundingTermsEncoder encoder = new SetFundingTermsEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .instrument(instrument)
                .intervalMs(intervalMs)
                .interestPpb(interestPpb)
                .capPpb(capPpb);
        return send(encoder);
    }

    RejectCode impact(final int instrument, final long bid, final long ask) {
        return book(instrument, bid, ask, bid, ask, 1_000);
    }

    RejectCode book(
            final int instrument,
            final long bid,
            final long ask,
            final long impactBid,
            final long impactAsk,
            final long depth) {
        return book(instrument, bid, ask, 0, impactBid, impactAsk, depth);
    }

    RejectCode book(
            final int instrument,
            final long bid,
            final long ask,
            final long last,
            final long impactBid,
            final long impactAsk,
            final long depth) {
        final BookTopEncoder encoder = new BookTopEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(0)
                .bid(bid)
                .ask(ask)
                .last(last)
                .impactBid(impactBid)
                .impactAsk(impactAsk)
                .depth(depth)
                .instrument(instrument);
        return send(encoder);
    }

    RejectCode phase(final int instrument, final MarketPhase phase, final long price) {
        final SetMarketPhaseEncoder encoder = new SetMarketPhaseEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header).sequence(0).instrument(instrument).phase(phase).price(price);
        return send(encoder);
    }

    /** Fires a timer. {@return what it found} */
    List<String> timer() {
        slot.assign(CommandKind.TIMER, 1, timeMs, 0, buffer, 0, 0);
        stage.onCommand(slot);
        return updates();
    }

    /** Entries that say nothing to Price. */
    enum Idle {
        SESSION,
        REFUSED,
        REPEATED
    }

    /** Lets such an entry come. {@return what it found} */
    List<String> idle(final Idle entry) {
        slot.assign(
                entry == Idle.SESSION ? CommandKind.SESSION_OPEN : CommandKind.MESSAGE, 1, timeMs, 1, buffer, 0, 0);
        if (entry == Idle.REFUSED) {
            slot.refuse(RejectCode.NOT_PERMITTED);
        } else if (entry == Idle.REPEATED) {
            slot.markRepeat();
        }
        stage.onCommand(slot);
        return updates();
    }

    private RejectCode send(final MessageEncoderFlyweight message) {
        return send(MessageHeaderEncoder.ENCODED_LENGTH + message.encodedLength());
    }

    private RejectCode send(final int length) {
        final MessageHeaderDecoder decoder = new MessageHeaderDecoder().wrap(buffer, 0);
        slot.assign(CommandKind.MESSAGE, 1, timeMs, 1, buffer, 0, length);
        slot.identify(ORACLE, decoder.templateId(), 1);
        stage.onCommand(slot);
        return slot.rejectCode();
    }

    /** What the last entry found. */
    List<String> updates() {
        final List<String> said = new ArrayList<>();
        for (int i = 0; i < slot.priceUpdateCount(); i++) {
            said.add(say(slot.priceUpdate(i)));
        }
        return said;
    }

    /** How far each of them is to be moved in favour of accounts while it allows no liquidation. */
    List<Integer> favoursPpm() {
        final List<Integer> said = new ArrayList<>();
        for (int i = 0; i < slot.priceUpdateCount(); i++) {
            said.add(slot.priceUpdate(i).staleFavourPpm());
        }
        return said;
    }

    private static String say(final PriceUpdate update) {
        final String subject = update.type() + " " + update.priced();
        return switch (update.type()) {
            case FUNDING -> subject + " rate " + update.ratePpb() + " on " + update.index() + " at "
                    + update.intervalEndMs();
            default -> subject + " " + update.mark() + " " + update.state();
        };
    }

    /** How often a source spoke beyond the band. */
    long outliers(final int instrument, final int source) {
        final int price = stage.priceOf(PricedKind.INSTRUMENT.value(), instrument);
        return stage.sources().outliers(stage.sources().find(price, source));
    }

    /** What an operator sees of a source. */
    SourceReport report(final int instrument, final int source) {
        return stage.sources(PricedKind.INSTRUMENT, instrument).stream()
                .filter(report -> report.source() == source).findFirst().orElseThrow();
    }

    /** Counts of a source that the last entry wants said: source, outliers, late, refused; empty for none. */
    List<Long> said() {
        final SourceCounts counts = slot.sourceCounts();
        return counts.isPresent()
                ? List.of((long) counts.source(), counts.outliers(), counts.late(), counts.refused())
                : List.of();
    }

    long stateHash() {
        return stage.stateHash();
    }

    /** Goes on with a stage that was loaded from a snapshot of this one. */
    void reload() {
        final PriceStage loaded = new PriceStage(2, MAX_INSTRUMENTS, MAX_SOURCES);
        final PriceSnapshot target = new PriceSnapshot(loaded);
        final PriceSnapshot source = new PriceSnapshot(stage);
        for (int i = 0; i < stage.listingCount(); i++) {
            final UnsafeBuffer command = new UnsafeBuffer(stage.listing(i));
            target.loadListing(command, 0, command.capacity());
        }
        source.writePrices(new RecordWriter((record, offset, length) -> {
            switch (new MessageHeaderDecoder().wrap(record, offset).templateId()) {
                case SourceStateDecoder.TEMPLATE_ID -> target.loadSource(record, offset);
                case SetPriceTermsDecoder.TEMPLATE_ID -> target.loadTerms(record, offset);
                default -> target.loadBook(record, offset);
            }
        }));
        source.writeMarkets(new RecordWriter((record, offset, length) -> target.loadMarket(record, offset)));
        loaded.restoreLook(stage.lookedMs(), stage.sourceCursor());
        assertThat(loaded.stateHash()).isEqualTo(stage.stateHash());
        stage = loaded;
    }
}
