package io.evenkeel.core.price;

import static io.evenkeel.core.snapshot.Soundness.isRate;
import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.ListingStateEncoder;
import io.evenkeel.codecs.MarketBookStateDecoder;
import io.evenkeel.codecs.MarketBookStateEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceBookStateDecoder;
import io.evenkeel.codecs.PriceBookStateEncoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SetPriceTermsEncoder;
import io.evenkeel.codecs.SourceStateDecoder;
import io.evenkeel.codecs.SourceStateEncoder;
import io.evenkeel.core.snapshot.RecordWriter;
import org.agrona.DirectBuffer;

/** Price's part of a snapshot: listings by the commands that made them, then prices and their sources, then markets. */
public final class PriceSnapshot {
    private final PriceStage stage;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final PriceBookStateDecoder bookDecoder = new PriceBookStateDecoder();
    private final MarketBookStateDecoder marketDecoder = new MarketBookStateDecoder();
    private final SourceStateDecoder sourceDecoder = new SourceStateDecoder();

    /** Makes the reader and writer of a price stage's state. */
    public PriceSnapshot(final PriceStage stage) {
        this.stage = stage;
    }

    /** Writes the commands that listed assets and instruments, in their order. */
    public void writeListings(final RecordWriter writer) {
        final ListingStateEncoder encoder = new ListingStateEncoder();
        for (int i = 0; i < stage.listingCount(); i++) {
            final byte[] command = stage.listing(i);
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header()).putCommand(command, 0, command.length);
            writer.write(encoder.limit());
        }
    }

    /** Takes up a listing; what would be refused as a command is refused here. */
    public void loadListing(final DirectBuffer command, final int offset, final int length) {
        header.wrap(command, offset);
        final boolean isAsset = header.templateId() == AddAssetDecoder.TEMPLATE_ID;
        require(isAsset || header.templateId() == AddInstrumentDecoder.TEMPLATE_ID,
                "no listing has template " + header.templateId());
        final RejectCode refusal = isAsset ? stage.checkAsset(command, offset) : stage.checkInstrument(command, offset);
        require(refusal == RejectCode.NONE, "a listing of the snapshot is refused: " + refusal);
        if (isAsset) {
            stage.listAsset(command, offset, length);
        } else {
            stage.listInstrument(command, offset, length);
        }
    }

    /** Writes a record for each price and each of its sources. */
    public void writePrices(final RecordWriter writer) {
        for (int price = 0; price < stage.priceCount(); price++) {
            if (stage.book(price) != null) {
                writeTerms(writer, price);
                writeBook(writer, price);
                for (int n = 0; n < stage.sources().count(price); n++) {
                    writeSource(writer, price, stage.sources().record(price, n));
                }
            }
        }
    }

    /** Terms are written as the command that would set them. The numeraire's are nobody's to set. */
    private void writeTerms(final RecordWriter writer, final int price) {
        if (price == 0) {
            return;
        }
        final SetPriceTermsEncoder encoder = new SetPriceTermsEncoder();
        final PriceTerms terms = stage.book(price).terms();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .sequence(0)
                .kind(stage.kindOf(price))
                .priced(stage.idOf(price))
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
        writer.write(encoder.limit());
    }

    /** Takes up terms; what would be refused as a command is refused here. */
    public void loadTerms(final DirectBuffer command, final int offset) {
        final RejectCode refusal = stage.checkPriceTerms(command, offset);
        require(refusal == RejectCode.NONE, "price terms of the snapshot are refused: " + refusal);
        stage.setPriceTerms(command, offset);
    }

    private void writeBook(final RecordWriter writer, final int price) {
        final PriceBookStateEncoder encoder = new PriceBookStateEncoder();
        final PriceBook book = stage.book(price);
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .strictestPpm(stage.strictestPpm(price))
                .highestPpm(stage.highestPpm(price))
                .funded(book.isFunded() ? BooleanType.YES : BooleanType.NO)
                .index(book.index())
                .mark(book.mark())
                .priced(stage.idOf(price))
                .kind(stage.kindOf(price))
                .state(book.state())
                .freshSources((short) book.freshSources())
                .halted(book.isHalted() ? BooleanType.YES : BooleanType.NO)
                .validIndex(book.validIndex())
                .validTimeMs(book.validTimeMs())
                .trustedTimeMs(book.trustedTimeMs())
                .roundsLeft((short) book.roundsLeft())
                .spoken(book.spoken());
        writer.write(encoder.limit());
    }

    private void writeSource(final RecordWriter writer, final int price, final int record) {
        final SourceStateEncoder encoder = new SourceStateEncoder();
        final SourceStore sources = stage.sources();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .sourceSequence(sources.sequence(record))
                .price(sources.price(record))
                .confidence(sources.confidence(record))
                .sourceTimeMs(sources.timeMs(record))
                .source(sources.id(record))
                .participant(sources.participant(record))
                .weight(sources.weight(record))
                .priced(stage.idOf(price))
                .kind(stage.kindOf(price))
                .outliers(sources.outliers(record))
                .late(sources.late(record))
                .refused(sources.refused(record))
                .unsaid(sources.isUnsaid(record) ? BooleanType.YES : BooleanType.NO);
        writer.write(encoder.limit());
    }

    /** Writes a record for each instrument: its book, its funding, its expiry. */
    public void writeMarkets(final RecordWriter writer) {
        final MarketBookStateEncoder encoder = new MarketBookStateEncoder();
        for (int instrument = 0; instrument < stage.markets().count(); instrument++) {
            final Market market = stage.markets().market(instrument);
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .instrument(instrument)
                    .finished(market.isFinal() ? BooleanType.YES : BooleanType.NO)
                    .basis(market.basis().scaled())
                    .basisTimeMs(market.basis().timeMs())
                    .booked(market.isBooked() ? BooleanType.YES : BooleanType.NO);
            writeBook(encoder, market.book());
            writeFunding(encoder, market.funding());
            final ExpiryMean expiry = market.expiry();
            encoder.indexSumHigh(expiry == null ? 0 : expiry.sum().high())
                    .indexSumLow(expiry == null ? 0 : expiry.sum().low())
                    .indexMs(expiry == null ? 0 : expiry.countedMs())
                    .indexToMs(expiry == null ? 0 : expiry.countedToMs())
                    .indexHeld(expiry == null ? 0 : expiry.held());
            writer.write(encoder.limit());
        }
    }

    private static void writeBook(final MarketBookStateEncoder encoder, final TopOfBook book) {
        encoder.bid(book.bid())
                .ask(book.ask())
                .last(book.last())
                .impactBid(book.impactBid())
                .impactAsk(book.impactAsk())
                .depth(book.depth())
                .bookTimeMs(book.timeMs());
    }

    private static void writeFunding(final MarketBookStateEncoder encoder, final FundingClock funding) {
        encoder.intervalMs(funding.intervalMs())
                .interestPpb(funding.interestPpb())
                .capPpb(funding.capPpb())
                .intervalEndMs(funding.endMs())
                .premiumToMs(funding.countedToMs())
                .premiumSum(funding.sumPpbMs())
                .premiumPpb(funding.samplePpb())
                .premiumTimeMs(funding.sampleMs())
                .lastRatePpb(funding.lastRatePpb());
    }

    /** Takes up the book, funding and expiry of an instrument. */
    public void loadMarket(final DirectBuffer buffer, final int offset) {
        marketDecoder.wrapAndApplyHeader(buffer, offset, header);
        require(marketDecoder.instrument() < stage.markets().count(),
                "the snapshot has the book of no instrument: " + marketDecoder.instrument());
        require(marketDecoder.finished() != BooleanType.NULL_VAL, "a market is neither final nor not");
        final Market market = stage.markets().market(marketDecoder.instrument());
        market.book().set(
                marketDecoder.bid(),
                marketDecoder.ask(),
                marketDecoder.last(),
                marketDecoder.impactBid(),
                marketDecoder.impactAsk(),
                marketDecoder.depth(),
                marketDecoder.bookTimeMs());
        loadBasis(market);
        loadFunding(market);
        loadExpiry(market);
        if (marketDecoder.finished() == BooleanType.YES) {
            market.finish();
        }
    }

    private void loadBasis(final Market market) {
        require(marketDecoder.booked() != BooleanType.NULL_VAL, "a book has a part in a mark or has none");
        market.booked(marketDecoder.booked() == BooleanType.YES);
        market.basis().restore(marketDecoder.basis(), marketDecoder.basisTimeMs());
    }

    private void loadFunding(final Market market) {
        market.funding().restoreLastRate(marketDecoder.lastRatePpb());
        market.funding().restore(
                marketDecoder.intervalMs(),
                marketDecoder.interestPpb(),
                marketDecoder.capPpb(),
                marketDecoder.intervalEndMs(),
                marketDecoder.premiumToMs(),
                marketDecoder.premiumSum(),
                marketDecoder.premiumPpb(),
                marketDecoder.premiumTimeMs());
        require(market.funding().isSound() && (market.isPerpetual() || marketDecoder.intervalMs() == 0),
                "no funding can be so: instrument " + marketDecoder.instrument());
    }

    private void loadExpiry(final Market market) {
        final boolean isSound = market.isPerpetual()
                ? (marketDecoder.indexSumHigh() | marketDecoder.indexSumLow() | marketDecoder.indexMs()
                        | marketDecoder.indexToMs() | marketDecoder.indexHeld()) == 0
                : market.expiry().restore(
                        marketDecoder.indexSumHigh(),
                        marketDecoder.indexSumLow(),
                        marketDecoder.indexMs(),
                        marketDecoder.indexToMs(),
                        marketDecoder.indexHeld());
        require(isSound, "no mean before expiry can be so: instrument " + marketDecoder.instrument());
    }

    /** Takes up a price. */
    public void loadBook(final DirectBuffer buffer, final int offset) {
        bookDecoder.wrapAndApplyHeader(buffer, offset, header);
        final PriceBook book = stage.book(priceOf(bookDecoder.kind(), bookDecoder.priced()));
        require(bookDecoder.state() != PriceState.NULL_VAL, "a price has no state");
        book.form(bookDecoder.index(), bookDecoder.mark(), bookDecoder.state(), bookDecoder.freshSources());
        book.halt(bookDecoder.halted() == BooleanType.YES);
        if (bookDecoder.funded() == BooleanType.YES) {
            book.fund();
        }
        require(bookDecoder.validIndex() >= 0, "no index can be below 0");
        book.valid(bookDecoder.validIndex(), bookDecoder.validTimeMs());
        book.trusted(bookDecoder.trustedTimeMs());
        book.await(bookDecoder.roundsLeft(), bookDecoder.spoken());
        require(isRate(bookDecoder.strictestPpm()) && isRate(bookDecoder.highestPpm()), "no such rate can be");
        stage.restoreRates(
                priceOf(bookDecoder.kind(), bookDecoder.priced()),
                bookDecoder.strictestPpm(),
                bookDecoder.highestPpm());
    }

    /** Takes up a source. */
    public void loadSource(final DirectBuffer buffer, final int offset) {
        sourceDecoder.wrapAndApplyHeader(buffer, offset, header);
        final int price = priceOf(sourceDecoder.kind(), sourceDecoder.priced());
        require(!stage.sources().isFull(price),
                "the snapshot has more sources of a price than this node has room for");
        require(stage.sources().find(price, sourceDecoder.source()) == SourceStore.NONE, "a source is there already");
        final int record = stage.sources().add(
                price, sourceDecoder.source(), sourceDecoder.participant(), sourceDecoder.weight());
        stage.sources().submit(
                record,
                sourceDecoder.sourceSequence(),
                sourceDecoder.price(),
                sourceDecoder.confidence(),
                sourceDecoder.sourceTimeMs());
        require(sourceDecoder.outliers() >= 0 && sourceDecoder.late() >= 0 && sourceDecoder.refused() >= 0
                && sourceDecoder.unsaid() != BooleanType.NULL_VAL, "a source cannot be counted so");
        stage.sources().count(
                record,
                sourceDecoder.outliers(),
                sourceDecoder.late(),
                sourceDecoder.refused(),
                sourceDecoder.unsaid() == BooleanType.YES);
    }

    private int priceOf(final PricedKind kind, final int priced) {
        require(stage.checkPriced(kind.value(), priced) == RejectCode.NONE,
                "the snapshot has a price of what it does not list: " + kind + " " + priced);
        return stage.priceOf(kind.value(), priced);
    }
}
