package io.evenkeel.core.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.command.PriceEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.CollateralRules;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.SaleRules;
import io.evenkeel.model.Tiers;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Parameters that break a rule of SPEC 1 or 3, ids that are taken or unknown: refused by the governor's commands. */
class ParameterRefusalTest {
    private static void assertRefused(
            final Rig rig, final LogEntry.Setup.Writing writing, final String what, final RejectCode... codes) {
        final String before = rig.everything();
        final Event.Ack ack = rig.feed(new LogEntry.Setup(writing, what));
        assertThat(ack.rejectCode()).as(what).isIn(List.of(codes));
        assertThat(rig.everything()).as("state after " + what).isEqualTo(before);
    }

    /** Tiers of one end and two rates. */
    private static Tiers tiers(final long end, final long first, final long second) {
        return new Tiers(List.of(new Tiers.Step(end, first), new Tiers.Step(Tiers.NO_END, second)));
    }

    private static AssetTerms asset(final int addOn, final int borrowIm, final int borrowMm, final Tiers haircuts) {
        return new AssetTerms(3, -6, -2, false, addOn, borrowIm, borrowMm, haircuts, 1, 0);
    }

    @Test
    void shouldRefuseAssetWhenItsTermsBreakARule() {
        final Rig rig = new Rig();
        final Tiers good = tiers(1_000, 10_000, 20_000);
        final List<AssetTerms> bad = List.of(
                asset(-1, 0, 0, good),
                asset(0, -1, 0, good),
                asset(0, 100_000, -1, good),
                asset(0, 10_000, 20_000, good),
                asset(0, 0, 0, tiers(1_000, 20_000, 10_000)),
                asset(0, 0, 0, tiers(1_000, -1, 10_000)),
                asset(0, 0, 0, tiers(1_000, 10_000, 1_000_001)),
                asset(0, 0, 0, tiers(0, 10_000, 20_000)),
                asset(0, 0, 0, new Tiers(List.of(new Tiers.Step(1_000, 10_000)))),
                asset(0, 0, 0, new Tiers(List.of())),
                new AssetTerms(3, -6, 0, true, 0, 0, 0, new Tiers(List.of()), 1, 0),
                new AssetTerms(4, -6, -2, false, 0, 0, 0, good, 1, 0),
                new AssetTerms(3, -6, -2, false, 0, 0, 0, good, 1, -5));
        for (final AssetTerms terms : bad) {
            assertRefused(rig, (writer, sequence) -> writer.addAsset(sequence, terms), terms.toString(),
                    RejectCode.BAD_PARAMETER, RejectCode.ALREADY_EXISTS);
        }
        rig.accept(new LogEntry.Setup((w, s) -> w.addAsset(s, asset(0, 10_000, 10_000, good)), "a good one"));
    }

    @Test
    void shouldRefuseInstrumentWhenItsTermsBreakARule() {
        final Rig rig = new Rig();
        final Tiers initial = tiers(1_000_000, 20_000, 40_000);
        final Tiers maintenance = tiers(1_000_000, 10_000, 20_000);
        assertBad(rig, "MM above IM", t -> with(t, initial, tiers(1_000_000, 10_000, 50_000)));
        assertBad(rig, "MM falls with size", t -> with(t, initial, tiers(1_000_000, 15_000, 10_000)));
        assertBad(rig, "IM above one", t -> with(t, tiers(1_000_000, 20_000, 1_000_001), maintenance));
        assertBad(rig, "negative MM", t -> with(t, initial, tiers(1_000_000, -1, 10_000)));
        assertBad(rig, "tier of no width", t -> with(t, tiers(0, 20_000, 40_000), tiers(0, 10_000, 20_000)));
        assertBad(rig, "last tier ends", t -> with(t, new Tiers(List.of(new Tiers.Step(5, 20_000))),
                new Tiers(List.of(new Tiers.Step(5, 10_000)))));
        assertBad(rig, "haircut and MM above one", t -> with(settledIn(t, 1), tiers(1_000_000, 990_000, 1_000_000),
                tiers(1_000_000, 990_000, 1_000_000)));
        assertBad(rig, "notional not exact", t -> grid(t, -2, -5, 1, 50, 10));
        assertBad(rig, "multiplier zero", t -> grid(t, -2, -4, 0, 50, 10));
        assertBad(rig, "multiplier negative", t -> grid(t, -2, -4, -1, 50, 10));
        assertBad(rig, "tick zero", t -> grid(t, -2, -4, 1, 0, 10));
        assertBad(rig, "lot negative", t -> grid(t, -2, -4, 1, 50, -10));
        assertBad(rig, "cap below the discount", t -> t.withCaps(9_999, 5_000));
        assertBad(rig, "cap below the penalty", t -> t.withCaps(10_000, 4_999));
        assertBad(rig, "discount of more than all", t -> t.withCaps(1_000_001, 5_000));
        assertBad(rig, "penalty of more than all", t -> t.withCaps(10_000, 1_000_001));
        final InstrumentTerms good = seventh(t -> t.withCaps(1_000_000, 1_000_000)).apply(rig);
        rig.accept(new LogEntry.Setup((w, s) -> w.addInstrument(s, good), "a good one"));
    }

    @Test
    void shouldRefuseInstrumentWhenItsAssetOrIdIsWrong() {
        final Rig rig = new Rig();
        final InstrumentTerms first = rig.world().terms().instruments().get(0);
        assertRefused(rig, (w, s) -> w.addInstrument(s, settledIn(seventh(t -> t).apply(rig), 9)), "unknown asset",
                RejectCode.UNKNOWN_ASSET);
        assertRefused(rig, (w, s) -> w.addInstrument(s, first), "taken id",
                RejectCode.ALREADY_EXISTS, RejectCode.BAD_PARAMETER);
    }

    @Test
    void shouldRefuseAccountSourceHaltOrParticipantWhenIdsAreTakenOrUnknown() {
        final Rig rig = new Rig();
        final AccountKind kind = AccountKind.STANDARD;
        assertRefused(rig, (w, s) -> w.addAccount(s, Rig.KEEPER, 5, kind, 0), "taken", RejectCode.ALREADY_EXISTS);
        assertRefused(rig, (w, s) -> w.addAccount(s, 0, 5, kind, 0), "account 0", RejectCode.BAD_PARAMETER);
        assertRefused(rig, (w, s) -> w.addAccount(s, -4, 5, kind, 0), "account -4", RejectCode.BAD_PARAMETER);
        assertRefused(rig, (w, s) -> w.addAccount(s, 4_000, 99, kind, 0), "owner", RejectCode.UNKNOWN_PARTICIPANT);
        assertRefused(rig, (w, s) -> w.addAccount(s, 4_000, 5, kind, -1), "leverage", RejectCode.BAD_PARAMETER);
        assertRefused(rig, (w, s) -> w.addParticipant(s, 2, r -> r.venue(true), 0), "2", RejectCode.ALREADY_EXISTS);
        assertRefused(rig, (w, s) -> w.addParticipant(s, 0, r -> r.venue(true), 0), "0", RejectCode.BAD_PARAMETER);
        assertRefused(rig, (w, s) -> w.addParticipant(s, 60, r -> r.venue(true), -1), "rate",
                RejectCode.BAD_PARAMETER);
        final int taken = rig.world().sources(PricedKind.INSTRUMENT, 1).get(0);
        assertRefused(rig, (w, s) -> w.addPriceSource(s, PricedKind.INSTRUMENT, 1, taken, 1), "source",
                RejectCode.ALREADY_EXISTS);
        assertRefused(rig, (w, s) -> w.addPriceSource(s, PricedKind.INSTRUMENT, 1, 900, 0), "weight 0",
                RejectCode.BAD_PARAMETER);
        assertRefused(rig, (w, s) -> w.addPriceSource(s, PricedKind.INSTRUMENT, 1, 900, 1_000_001), "weight",
                RejectCode.BAD_PARAMETER);
        assertRefused(rig, (w, s) -> w.addPriceSource(s, PricedKind.INSTRUMENT, 99, 900, 1), "instrument 99",
                RejectCode.UNKNOWN_INSTRUMENT);
        assertRefused(rig, (w, s) -> w.addPriceSource(s, PricedKind.ASSET, 99, 900, 1), "asset 99",
                RejectCode.UNKNOWN_ASSET);
        assertRefused(rig, (w, s) -> w.halt(s, new LogEntry.Halt(PricedKind.INSTRUMENT, 99, true)), "halt 99",
                RejectCode.UNKNOWN_INSTRUMENT);
        rig.accept(new LogEntry.Setup((w, s) -> w.addAccount(s, 4_000, Parties.EVEN_OWNER, kind, 3), "a good one"));
    }

    private static void assertRefused(final Rig rig, final LogEntry entry, final RejectCode code) {
        assertRefused(rig, (writer, sequence) -> entry.write(writer, sequence, 0, 0), entry.toString(), code);
    }

    @Test
    void shouldRefuseLiquidationTermsWhenTheyBreakARule() {
        final Rig rig = new Rig();
        final List<SaleRules> bad = List.of(
                new SaleRules(0, 10_000, 20_000, 5_000, 10_000, 100_000, 50_000, 0),
                new SaleRules(2_000, -1, 20_000, 5_000, 10_000, 100_000, 50_000, 0),
                new SaleRules(2_000, 20_001, 20_000, 5_000, 10_000, 100_000, 50_000, 0),
                new SaleRules(2_000, 10_000, 1_000_001, 5_000, 10_000, 100_000, 50_000, 0),
                new SaleRules(2_000, 10_000, 20_000, -1, 10_000, 100_000, 50_000, 0),
                new SaleRules(2_000, 10_000, 20_000, 10_001, 10_000, 100_000, 50_000, 0),
                new SaleRules(2_000, 10_000, 20_000, 5_000, 1_000_001, 100_000, 50_000, 0),
                new SaleRules(2_000, 10_000, 20_000, 5_000, 10_000, -1, 50_000, 0),
                new SaleRules(2_000, 10_000, 20_000, 5_000, 10_000, 2_000_001, 50_000, 0),
                new SaleRules(2_000, 10_000, 20_000, 5_000, 10_000, 100_000, 0, 0),
                new SaleRules(2_000, 10_000, 20_000, 5_000, 10_000, 100_000, 1_000_001, 0),
                new SaleRules(2_000, 10_000, 20_000, 5_000, 10_000, 100_000, 50_000, -1));
        for (final SaleRules rules : bad) {
            assertRefused(rig, new SettlementEntry.LiquidationTerms(0, rules), RejectCode.BAD_PARAMETER);
        }
        final SaleRules widest =
                new SaleRules(Integer.MAX_VALUE, 0, 1_000_000, 0, 1_000_000, 2_000_000, 1_000_000, Long.MAX_VALUE);
        assertRefused(rig, new SettlementEntry.LiquidationTerms(60, widest), RejectCode.UNKNOWN_INSTRUMENT);
        rig.accept(new SettlementEntry.LiquidationTerms(0, widest));
        rig.accept(new SettlementEntry.LiquidationTerms(0, new SaleRules(1, 0, 0, 0, 0, 0, 1, 0)));
    }

    @Test
    void shouldRefuseTermsOfCollateralAuctionsWhenTheyBreakARule() {
        final Rig rig = new Rig();
        for (final CollateralRules rules : List.of(
                new CollateralRules(0, 10_000), new CollateralRules(-1, 10_000), new CollateralRules(2_000, 0),
                new CollateralRules(2_000, -1), new CollateralRules(2_000, 500_001))) {
            assertRefused(rig, new SettlementEntry.CollateralAuction(1, rules), RejectCode.BAD_PARAMETER);
        }
        final CollateralRules widest = new CollateralRules(Integer.MAX_VALUE, 500_000);
        assertRefused(rig, new SettlementEntry.CollateralAuction(60, widest), RejectCode.UNKNOWN_ASSET);
        rig.accept(new SettlementEntry.CollateralAuction(0, widest));
        rig.accept(new SettlementEntry.CollateralAuction(1, new CollateralRules(1, 1)));
    }

    @Test
    void shouldRefuseAnotherFavourWhenThePriceIsHalted() {
        final Rig rig = new Rig().funded();
        final PriceEntry.Terms terms = new PriceEntry.Terms(
                PricedKind.INSTRUMENT, 0, 1, 3, 0, 5_000, 0, 60_000, 10_000, 150_000, 0, 100_000);
        rig.accept(new LogEntry.Halt(PricedKind.INSTRUMENT, 0, true));
        assertRefused(rig, terms, RejectCode.HALTED);
        rig.accept(terms.withFavour(50_000));
        rig.accept(new LogEntry.Halt(PricedKind.INSTRUMENT, 0, false));
        rig.accept(terms);
        assertRefused(rig, terms.withFavour(-1), RejectCode.BAD_PARAMETER);
        assertRefused(rig, terms.withFavour(500_001), RejectCode.BAD_PARAMETER);
    }

    private static void assertBad(final Rig rig, final String what, final UnaryOperator<InstrumentTerms> change) {
        assertRefused(rig, (writer, sequence) -> writer.addInstrument(sequence, seventh(change).apply(rig)), what,
                RejectCode.BAD_PARAMETER);
    }

    /** Changes the terms of a seventh instrument that is otherwise sound. */
    private static java.util.function.Function<Rig, InstrumentTerms> seventh(
            final UnaryOperator<InstrumentTerms> change) {
        return rig -> {
            final InstrumentTerms first = rig.world().terms().instruments().get(0);
            final InstrumentTerms sound = new InstrumentTerms(
                    6, 0, 1, -2, -4, first.unit(), 50, 10, 1, 0, 0, 0, 2_000, 10_000, 5_000, 100_000, 10_000_000,
                    tiers(1_000_000, 20_000, 40_000), tiers(1_000_000, 10_000, 20_000));
            return change.apply(sound);
        };
    }

    private static InstrumentTerms with(final InstrumentTerms t, final Tiers initial, final Tiers maintenance) {
        return new InstrumentTerms(
                t.id(), t.settlementAsset(), t.multiplier(), t.priceExponent(), t.quantityExponent(), t.unit(),
                t.tick(), t.lot(), t.minSources(), t.maxAgeMs(), t.oiLower(), t.oiUpper(), t.auctionMs(),
                t.maxDiscountPpm(), t.penaltyPpm(), t.bufferPpm(), t.minNotional(), initial, maintenance);
    }

    private static InstrumentTerms settledIn(final InstrumentTerms t, final int asset) {
        return new InstrumentTerms(
                t.id(), asset, t.multiplier(), t.priceExponent(), t.quantityExponent(), t.unit(), t.tick(), t.lot(),
                t.minSources(), t.maxAgeMs(), t.oiLower(), t.oiUpper(), t.auctionMs(), t.maxDiscountPpm(),
                t.penaltyPpm(), t.bufferPpm(), t.minNotional(), t.initial(), t.maintenance());
    }

    private static InstrumentTerms grid(
            final InstrumentTerms t,
            final int priceExponent,
            final int quantityExponent,
            final long multiplier,
            final long tick,
            final long lot) {
        return new InstrumentTerms(
                t.id(), t.settlementAsset(), multiplier, priceExponent, quantityExponent, t.unit(), tick, lot,
                t.minSources(), t.maxAgeMs(), t.oiLower(), t.oiUpper(), t.auctionMs(), t.maxDiscountPpm(),
                t.penaltyPpm(), t.bufferPpm(), t.minNotional(), t.initial(), t.maintenance());
    }
}
