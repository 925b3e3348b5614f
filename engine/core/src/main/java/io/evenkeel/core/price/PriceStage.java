package io.evenkeel.core.price;

import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.AddPriceSourceDecoder;
import io.evenkeel.codecs.BookTopDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PriceSubmissionDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.RemovePriceSourceDecoder;
import io.evenkeel.codecs.SetCollateralTermsDecoder;
import io.evenkeel.codecs.SetFundingTermsDecoder;
import io.evenkeel.codecs.SetHaltedDecoder;
import io.evenkeel.codecs.SetMarginTermsDecoder;
import io.evenkeel.codecs.SetMarketPhaseDecoder;
import io.evenkeel.codecs.SetPriceTermsDecoder;
import io.evenkeel.codecs.StateHashRequestDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.Stage;
import io.evenkeel.core.inspect.SourceReport;
import io.evenkeel.core.listing.PricedState;
import io.evenkeel.core.store.Mixing;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The second stage: what is it worth? Owns price sources, index and mark prices and their states (SPEC 4), and
 * what of funding and expiry is a matter of price (SPEC 5). One raw submission in, at most one validated price out; a
 * timer may find several prices gone stale, and intervals and futures that have ended. No allocation but for listings.
 */
public final class PriceStage implements Stage {
    /** How far a source's clock may be ahead of the cluster's. */
    public static final long MAX_SKEW_MS = 1_000;

    /** How long no timer may have looked at prices until any other entry, whatever it is, does so first. */
    public static final long UNLOOKED_MS = 1_000;

    private static final int LARGEST_WEIGHT = 1_000_000;

    private final int maxAssets;
    private final ListingRules rules;
    private final PriceBook[] books;
    private final SourceStore sources;
    private final SourceStatistics statistics;
    private final IndexFormula formula;
    private final Validity validity;
    private final MarketDesk markets;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AddAssetDecoder addAsset = new AddAssetDecoder();
    private final AddInstrumentDecoder addInstrument = new AddInstrumentDecoder();
    private final SetMarginTermsDecoder setMarginTerms = new SetMarginTermsDecoder();
    private final SetCollateralTermsDecoder setCollateralTerms = new SetCollateralTermsDecoder();
    private final AddPriceSourceDecoder addPriceSource = new AddPriceSourceDecoder();
    private final RemovePriceSourceDecoder removePriceSource = new RemovePriceSourceDecoder();
    private final SetPriceTermsDecoder setPriceTerms = new SetPriceTermsDecoder();
    private final PriceSubmissionDecoder submission = new PriceSubmissionDecoder();
    private final SetHaltedDecoder setHalted = new SetHaltedDecoder();
    private final byte[][] listings;
    private int listingCount;
    /** Sum over listings of the hash of what each says, but for the sequence of the command that said it. */
    private long listingsHash;
    private long lookedMs;

    /** Makes a stage that knows no price. */
    public PriceStage(final int maxAssets, final int maxInstruments, final int sourcesPerPrice) {
        this.maxAssets = maxAssets;
        rules = new ListingRules(maxAssets, maxInstruments);
        books = new PriceBook[maxAssets + maxInstruments];
        sources = new SourceStore(books.length, sourcesPerPrice);
        statistics = new SourceStatistics(this, sources);
        formula = new IndexFormula(sources, sourcesPerPrice);
        validity = new Validity(formula, sources);
        listings = new byte[books.length][];
        markets = new MarketDesk(this, maxInstruments);
    }

    @Override
    public void onCommand(final CommandSlot slot) {
        if (slot.timeMs() - lookedMs > UNLOOKED_MS) {
            slot.comesAfterAGap(lookedMs);
        }
        if (slot.kind() == CommandKind.TIMER) {
            onTimer(slot);
        } else if (slot.isAfterGap()) {
            look(slot);
        }
        if (slot.isApplicable()) {
            final RejectCode refusal = apply(slot);
            if (refusal != RejectCode.NONE) {
                slot.refuse(refusal);
            }
        }
    }

    private RejectCode apply(final CommandSlot slot) {
        return switch (slot.templateId()) {
            case PriceSubmissionDecoder.TEMPLATE_ID -> onSubmission(slot);
            case SetHaltedDecoder.TEMPLATE_ID -> onSetHalted(slot);
            case AddAssetDecoder.TEMPLATE_ID -> onAddAsset(slot);
            case AddInstrumentDecoder.TEMPLATE_ID -> onAddInstrument(slot);
            case AddPriceSourceDecoder.TEMPLATE_ID -> onAddPriceSource(slot);
            case RemovePriceSourceDecoder.TEMPLATE_ID -> onRemovePriceSource(slot);
            case SetPriceTermsDecoder.TEMPLATE_ID -> onSetPriceTerms(slot);
            case BookTopDecoder.TEMPLATE_ID -> markets.onBookTop(slot);
            case SetFundingTermsDecoder.TEMPLATE_ID -> markets.onSetFundingTerms(slot);
            case SetMarketPhaseDecoder.TEMPLATE_ID -> markets.onSetMarketPhase(slot);
            case SetMarginTermsDecoder.TEMPLATE_ID -> onSetMarginTerms(slot);
            case SetCollateralTermsDecoder.TEMPLATE_ID -> onSetCollateralTerms(slot);
            case StateHashRequestDecoder.TEMPLATE_ID -> onStateHashRequest(slot);
            default -> RejectCode.NONE;
        };
    }

    private RejectCode onStateHashRequest(final CommandSlot slot) {
        slot.stageHash(Mixing.chain(slot.stageHash(), stateHash()));
        return RejectCode.NONE;
    }

    // ---------------------------------------------------------------- listings

    RejectCode checkAsset(final DirectBuffer command, final int offset) {
        return rules.check(addAsset.wrapAndApplyHeader(command, offset, header));
    }

    private RejectCode onAddAsset(final CommandSlot slot) {
        final RejectCode refusal = checkAsset(slot.bytes(), 0);
        if (refusal == RejectCode.NONE) {
            listAsset(slot.bytes(), 0, slot.length());
        }
        return refusal;
    }

    /** Takes up an asset that was checked, or that a snapshot holds. */
    void listAsset(final DirectBuffer command, final int offset, final int length) {
        addAsset.wrapAndApplyHeader(command, offset, header);
        rules.admit(addAsset);
        final PriceBook book = new PriceBook(addAsset.minSources(), addAsset.maxAgeMs(), rules.maxPrice(addAsset));
        if (addAsset.asset() == 0) {
            final long one = Bounds.powerOfTen(-addAsset.priceExponent());
            book.form(one, one, PriceState.VALID, 0);
        }
        books[addAsset.asset()] = book;
        keepListing(command, offset, length);
    }

    RejectCode checkInstrument(final DirectBuffer command, final int offset) {
        return rules.check(addInstrument.wrapAndApplyHeader(command, offset, header));
    }

    private RejectCode onAddInstrument(final CommandSlot slot) {
        final RejectCode refusal = checkInstrument(slot.bytes(), 0);
        if (refusal == RejectCode.NONE) {
            listInstrument(slot.bytes(), 0, slot.length());
        }
        return refusal;
    }

    /** Takes up an instrument that was checked, or that a snapshot holds. */
    void listInstrument(final DirectBuffer command, final int offset, final int length) {
        addInstrument.wrapAndApplyHeader(command, offset, header);
        rules.admit(addInstrument);
        markets.list(addInstrument);
        books[maxAssets + addInstrument.instrument()] =
                new PriceBook(addInstrument.minSources(), addInstrument.maxAgeMs(), Bounds.MAX_PRICE);
        keepListing(command, offset, length);
    }

    private RejectCode onSetMarginTerms(final CommandSlot slot) {
        setMarginTerms.wrapAndApplyHeader(slot.bytes(), 0, header);
        final RejectCode refusal = rules.check(setMarginTerms);
        if (refusal == RejectCode.NONE) {
            rules.admit(setMarginTerms);
        }
        return refusal;
    }

    private RejectCode onSetCollateralTerms(final CommandSlot slot) {
        setCollateralTerms.wrapAndApplyHeader(slot.bytes(), 0, header);
        final RejectCode refusal = rules.check(setCollateralTerms);
        if (refusal == RejectCode.NONE) {
            rules.admit(setCollateralTerms);
        }
        return refusal;
    }

    private void keepListing(final DirectBuffer command, final int offset, final int length) {
        final byte[] copy = new byte[length];
        command.getBytes(offset, copy);
        listings[listingCount++] = copy;
        final int body = MessageHeaderDecoder.ENCODED_LENGTH + Long.BYTES;
        listingsHash += Mixing.chain(header.templateId(), Mixing.digest(command, offset + body, length - body));
    }

    private RejectCode onAddPriceSource(final CommandSlot slot) {
        addPriceSource.wrapAndApplyHeader(slot.bytes(), 0, header);
        final RejectCode refusal = checkOpen(addPriceSource.kindRaw(), addPriceSource.priced());
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        final int price = priceOf(addPriceSource.kindRaw(), addPriceSource.priced());
        if (price == 0
                || addPriceSource.source() <= 0
                || addPriceSource.weight() < 1
                || addPriceSource.weight() > LARGEST_WEIGHT) {
            return RejectCode.BAD_PARAMETER;
        }
        if (sources.find(price, addPriceSource.source()) != SourceStore.NONE) {
            return RejectCode.ALREADY_EXISTS;
        }
        if (sources.isFull(price)) {
            return RejectCode.CAPACITY;
        }
        sources.add(price, addPriceSource.source(), addPriceSource.participant(), addPriceSource.weight());
        reform(slot, price);
        return RejectCode.NONE;
    }

    private RejectCode onRemovePriceSource(final CommandSlot slot) {
        removePriceSource.wrapAndApplyHeader(slot.bytes(), 0, header);
        final RejectCode refusal = checkOpen(removePriceSource.kindRaw(), removePriceSource.priced());
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        final int price = priceOf(removePriceSource.kindRaw(), removePriceSource.priced());
        final int source = sources.find(price, removePriceSource.source());
        if (source == SourceStore.NONE) {
            return RejectCode.UNKNOWN_SOURCE;
        }
        books[price].forget(sources.place(price, source));
        sources.remove(price, source);
        reform(slot, price);
        return RejectCode.NONE;
    }

    // ---------------------------------------------------------------- prices

    private RejectCode onSetPriceTerms(final CommandSlot slot) {
        final RejectCode refusal = checkPriceTerms(slot.bytes(), 0);
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        final int price = priceOf(setPriceTerms.kindRaw(), setPriceTerms.priced());
        final PriceBook book = books[price];
        final boolean isOtherFavour = setPriceTerms.staleFavourPpm() != book.terms().staleFavourPpm();
        if (isOtherFavour && book.isFavoured()) {
            return book.state() == PriceState.HALTED ? RejectCode.HALTED : RejectCode.STALE_PRICE;
        }
        setPriceTerms(slot.bytes(), 0);
        // Risk takes it with a price, behind those that wait; the first one tells what was said before it.
        reform(slot, price, true, isOtherFavour && book.mark() != 0);
        return RejectCode.NONE;
    }

    RejectCode checkPriceTerms(final DirectBuffer command, final int offset) {
        setPriceTerms.wrapAndApplyHeader(command, offset, header);
        final RejectCode refusal = checkOpen(setPriceTerms.kindRaw(), setPriceTerms.priced());
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        return priceOf(setPriceTerms.kindRaw(), setPriceTerms.priced()) != 0 && PriceTerms.areSound(setPriceTerms)
                ? RejectCode.NONE
                : RejectCode.BAD_PARAMETER;
    }

    /** Takes up terms that were checked, or that a snapshot holds. */
    void setPriceTerms(final DirectBuffer command, final int offset) {
        setPriceTerms.wrapAndApplyHeader(command, offset, header);
        books[priceOf(setPriceTerms.kindRaw(), setPriceTerms.priced())].terms().set(setPriceTerms);
    }

    private RejectCode onSubmission(final CommandSlot slot) {
        submission.wrapAndApplyHeader(slot.bytes(), 0, header);
        final RejectCode refusal = checkOpen(submission.kindRaw(), submission.priced());
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        final int price = priceOf(submission.kindRaw(), submission.priced());
        final int source = sources.find(price, submission.source());
        if (source == SourceStore.NONE) {
            return RejectCode.UNKNOWN_SOURCE;
        }
        if (sources.participant(source) != slot.participant()) {
            return RejectCode.NOT_PERMITTED;
        }
        final RejectCode unfit = check(slot, books[price], source);
        if (unfit == RejectCode.NONE) {
            sources.submit(
                    source,
                    submission.sourceSequence(),
                    submission.price(),
                    submission.confidence(),
                    submission.sourceTimeMs());
            books[price].speak(sources.place(price, source));
            reform(slot, price);
            if (formula.isOutlier(submission.price())) {
                sources.countOutlier(source);
            }
        } else {
            sources.countRefusal(source, unfit);
        }
        return unfit;
    }

    private RejectCode check(final CommandSlot slot, final PriceBook book, final int source) {
        if (submission.price() <= 0 || submission.price() > book.maxPrice() || submission.confidence() < 0) {
            return RejectCode.BAD_PRICE;
        }
        if (submission.sourceTimeMs() > slot.timeMs() + MAX_SKEW_MS || submission.sourceTimeMs() < 0) {
            return RejectCode.BAD_TIME;
        }
        return !book.terms().isFresh(submission.sourceTimeMs(), slot.timeMs())
                        || submission.sourceSequence() <= sources.sequence(source)
                ? RejectCode.STALE_PRICE
                : RejectCode.NONE;
    }

    private RejectCode onSetHalted(final CommandSlot slot) {
        setHalted.wrapAndApplyHeader(slot.bytes(), 0, header);
        final RejectCode refusal = checkOpen(setHalted.kindRaw(), setHalted.priced());
        if (refusal != RejectCode.NONE) {
            return refusal;
        }
        final int price = priceOf(setHalted.kindRaw(), setHalted.priced());
        if (price == 0 || setHalted.haltedRaw() > BooleanType.YES.value()) {
            return RejectCode.BAD_PARAMETER;
        }
        books[price].halt(setHalted.haltedRaw() == BooleanType.YES.value());
        reform(slot, price);
        return RejectCode.NONE;
    }

    private void onTimer(final CommandSlot slot) {
        look(slot);
        markets.onTimer(slot);
        statistics.onTimer(slot);
    }

    /**
     * Prices go stale by their age: at each timer, and, where there was none for a while because the cluster itself was
     * away, with the first entry that comes instead. All at once, however many there are, so that nothing is done
     * at prices of before.
     */
    private void look(final CommandSlot slot) {
        for (int price = 1; price < books.length; price++) {
            if (books[price] != null && books[price].terms().maxAgeMs() > 0 && !isFinal(price)) {
                reform(slot, price, false, false);
            }
        }
        slot.endLook();
        lookedMs = slot.timeMs();
    }

    private boolean isFinal(final int price) {
        return price >= maxAssets && markets.market(idOf(price)).isFinal();
    }

    /**
     * Forms a price anew and hands it on if anything about it changed. After the first, the mark only moves while the
     * state allows liquidation: in every other state accounts are judged by the last one, moved in their favour.
     */
    void reform(final CommandSlot slot, final int price) {
        reform(slot, price, true, false);
    }

    /** What nobody spoke of moves when its sources or its book go stale, not by time alone. */
    private void reform(
            final CommandSlot slot, final int price, final boolean isSpokenOf, final boolean isToBeTold) {
        final PriceBook book = books[price];
        formula.form(price, book, slot.timeMs());
        validity.judge(price, book, slot.timeMs());
        final PriceState state = book.isHalted() ? PriceState.HALTED : validity.state();
        final long index = validity.index();
        final boolean isOther = state != book.state()
                || index != book.index()
                || formula.freshCount() != book.freshSources();
        if (!isOther && !isSpokenOf && !hasBookChanged(slot, price)) {
            return;
        }
        final boolean moves = PricedState.allowsLiquidation(state) || book.mark() == 0;
        final long mark = moves ? formMark(slot, price, index) : book.mark();
        if (isOther || isToBeTold || mark != book.mark()) {
            if (price >= maxAssets) {
                markets.countIndex(idOf(price), slot.timeMs());
            }
            book.form(index, mark, state, formula.freshCount());
            slot.addPriceUpdate().set(
                    kindOf(price), idOf(price), index, mark, state, book.freshSources(), book.terms().staleFavourPpm());
        }
    }

    private boolean hasBookChanged(final CommandSlot slot, final int price) {
        return price >= maxAssets && markets.hasBookChanged(idOf(price), slot.timeMs());
    }

    private long formMark(final CommandSlot slot, final int price, final long index) {
        return price < maxAssets ? index : markets.formMark(idOf(price), index, slot.timeMs());
    }

    /** {@return NONE, or why nothing may be said of a price} */
    private RejectCode checkOpen(final int kind, final int priced) {
        final RejectCode unknown = checkPriced(kind, priced);
        return unknown == RejectCode.NONE && kind == PricedKind.INSTRUMENT.value()
                ? markets.checkOpen(priced)
                : unknown;
    }

    /** Largest haircut of an asset, or largest maintenance rate of an instrument, by its latest terms. */
    int strictestPpm(final int price) {
        return kindOf(price) == PricedKind.ASSET
                ? rules.largestHaircutPpm(idOf(price))
                : rules.largestMaintenancePpm(idOf(price));
    }

    /** Largest haircut that an asset ever had; 0 for an instrument. */
    int highestPpm(final int price) {
        return kindOf(price) == PricedKind.ASSET ? rules.highestHaircutPpm(idOf(price)) : 0;
    }

    /** Goes on where a snapshot says. */
    void restoreRates(final int price, final int strictestPpm, final int highestPpm) {
        if (kindOf(price) == PricedKind.ASSET) {
            rules.restoreHaircuts(idOf(price), strictestPpm, highestPpm);
        } else {
            rules.restoreLargestMaintenance(idOf(price), strictestPpm);
        }
    }

    RejectCode checkPriced(final int kind, final int priced) {
        if (kind == PricedKind.ASSET.value()) {
            return priced < rules.assetCount() ? RejectCode.NONE : RejectCode.UNKNOWN_ASSET;
        }
        if (kind == PricedKind.INSTRUMENT.value()) {
            return priced < rules.instrumentCount() ? RejectCode.NONE : RejectCode.UNKNOWN_INSTRUMENT;
        }
        return RejectCode.BAD_PARAMETER;
    }

    int priceOf(final int kind, final int priced) {
        return kind == PricedKind.ASSET.value() ? priced : maxAssets + priced;
    }

    PricedKind kindOf(final int price) {
        return price < maxAssets ? PricedKind.ASSET : PricedKind.INSTRUMENT;
    }

    int idOf(final int price) {
        return price < maxAssets ? price : price - maxAssets;
    }

    int priceCount() {
        return books.length;
    }

    PriceBook book(final int price) {
        return books[price];
    }

    SourceStore sources() {
        return sources;
    }

    MarketDesk markets() {
        return markets;
    }

    /** {@return its sources, in the order in which they were configured; none where nothing is so priced} */
    public List<SourceReport> sources(final PricedKind kind, final int priced) {
        return checkPriced(kind.value(), priced) == RejectCode.NONE
                ? statistics.report(priceOf(kind.value(), priced))
                : List.of();
    }

    int listingCount() {
        return listingCount;
    }

    /** The command that made the n-th listing. */
    byte[] listing(final int n) {
        return listings[n];
    }

    /** {@return when all prices were last looked at for their age, cluster time; 0 for never} */
    public long lookedMs() {
        return lookedMs;
    }

    /** {@return place of the source that the next timer looks at first for counts that changed} */
    public int sourceCursor() {
        return statistics.cursor();
    }

    /** Goes on where a snapshot says. */
    public void restoreLook(final long timeMs, final int sourceCursor) {
        lookedMs = timeMs;
        statistics.restore(sourceCursor);
    }

    /** {@return canonical hash of sources and prices} */
    public long stateHash() {
        long hash = Mixing.chain(listingsHash, lookedMs);
        hash = Mixing.chain(hash, statistics.cursor());
        for (int price = 0; price < books.length; price++) {
            if (books[price] != null) {
                hash = Mixing.chain(hash, books[price].stateHash());
                hash = Mixing.chain(hash, strictestPpm(price));
                hash = Mixing.chain(hash, highestPpm(price));
                hash = Mixing.chain(hash, sources.stateHash(price));
            }
        }
        return Mixing.chain(hash, markets.stateHash());
    }
}
