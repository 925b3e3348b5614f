package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.Fill;
import io.evenkeel.model.Health;
import io.evenkeel.model.InitialRates;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Market;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelPosition;
import java.math.BigInteger;

/** Checks fees, busts, corrections, reservations, account terms and credit reports against the model. */
final class OrderReferee {
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private final ModelBook book;
    private LogEntry entry;
    private Fill charged;

    OrderReferee(final ModelBook book) {
        this.book = book;
    }

    void begin(final LogEntry next) {
        entry = next;
        charged = null;
    }

    /** {@return how many bookings an accepted entry makes} */
    static int effectsOf(final LogEntry entry) {
        if (entry instanceof OrderEntry.Correction) {
            return 2;
        }
        return entry instanceof OrderEntry.Bust || entry instanceof OrderEntry.Classified ? 1 : 0;
    }

    /** {@return the fill that the entry at hand books, with its fees; null if it books none} */
    Fill fill() {
        if (entry instanceof LogEntry.Trade trade) {
            return fillOf(trade);
        }
        if (entry instanceof OrderEntry.Classified classified) {
            return book.scheduled(classified.fill());
        }
        if (entry instanceof OrderEntry.Correction correction) {
            return correction.right().isScheduled() ? book.scheduled(correction.right()) : correction.right();
        }
        return null;
    }

    /** {@return a fill whose fees the venue named} */
    static Fill fillOf(final LogEntry.Trade trade) {
        return new Fill(trade.tradeId(), trade.instrument(), trade.buyer(), trade.seller(), trade.quantity(),
                trade.price(), trade.buyerFee(), trade.sellerFee(), false, false);
    }

    /** A fill was booked and its fees were charged. */
    void onBooked(final Fill fill) {
        book.remember(fill);
        charged = fill.isScheduled() || fill.buyerFee() != 0 || fill.sellerFee() != 0 ? fill : null;
    }

    void onFees(final Event.FeesCharged fees) {
        check(charged != null, () -> "no fees were due, but " + fees);
        check("fees", new Event.FeesCharged(
                charged.tradeId(), charged.instrument(), charged.buyerFee(), charged.sellerFee()), fees);
        charged = null;
    }

    /** Checks what can only be said once the entry is done. */
    void end() {
        check(charged == null, () -> "fees were not told: " + charged);
    }

    void onBusted(final Event.Busted busted) {
        final Fill fill = book.fills().remove(busted.tradeId());
        check(fill != null, () -> "nothing to bust: " + busted);
        final ModelPosition.Profit ofBuyer =
                book.book(fill.buyer(), fill.instrument(), -fill.quantity(), fill.price());
        final ModelPosition.Profit ofSeller =
                book.book(fill.seller(), fill.instrument(), fill.quantity(), fill.price());
        final int asset = book.terms().instruments().get(fill.instrument()).settlementAsset();
        book.charge(fill.buyer(), asset, -fill.buyerFee());
        book.charge(fill.seller(), asset, -fill.sellerFee());
        check("bust", new Event.Busted(
                fill.tradeId(), fill.instrument(), fill.buyer(), fill.seller(), fill.quantity(), fill.price(),
                fill.buyerFee(), fill.sellerFee(), ofBuyer.onCost(), ofSeller.onCost(),
                entry instanceof OrderEntry.Correction), busted);
    }

    /** Applies what has no event of its own to check. */
    void onAck(final Event.Ack ack) {
        if (ack.status() != AckStatus.REJECTED && entry instanceof OrderEntry.Fees fees) {
            book.schedule(fees.instrument(), fees.tiers());
        }
    }

    void onReserved(final Event.Reserved reserved) {
        final OrderEntry.Reserve wanted = (OrderEntry.Reserve) entry;
        check("reservation", new Event.Reserved(wanted.account(), wanted.amount(), wanted.amount()), reserved);
        book.account(reserved.account()).reserve(reserved.total());
    }

    void onChanged(final Event.AccountChanged changed) {
        final ModelAccount account = book.account(changed.account());
        if (entry instanceof OrderEntry.Leverage wanted) {
            account.leverage(wanted.leverage());
        } else if (entry instanceof OrderEntry.AccountTerms wanted) {
            account.feeTier(wanted.feeTier());
            account.settleOutside(wanted.isExternal());
        }
        check("account", new Event.AccountChanged(
                account.id(), account.leverage(), account.feeTier(), account.isExternal(),
                account.isClosed()), changed);
    }

    void onCredit(final Event.CreditReport report) {
        final OrderEntry.Credit asked = (OrderEntry.Credit) entry;
        final After after = after(asked);
        check("credit report", new Event.CreditReport(
                asked.account(), asked.instrument(),
                book.terms().floor(after.maintenance.equity()).longValueExact(),
                book.terms().ceil(after.initial.requirement()).longValueExact(),
                book.terms().ceil(after.maintenance.requirement()).longValueExact(),
                after.account.position(asked.instrument()).quantity(), ratioPpm(after.maintenance),
                report.liquidationPrice(), report.verdict()), report);
        checkLiquidationPrice(report, after.account);
    }

    private long ratioPpm(final Health health) {
        final BigInteger required = book.terms().ceil(health.requirement());
        if (required.signum() == 0) {
            return Long.MAX_VALUE;
        }
        final BigInteger[] ratio = book.terms().floor(health.equity()).multiply(MILLION).divideAndRemainder(required);
        return (ratio[1].signum() < 0 ? ratio[0].subtract(BigInteger.ONE) : ratio[0])
                .min(BigInteger.valueOf(Long.MAX_VALUE)).max(BigInteger.valueOf(-Long.MAX_VALUE)).longValueExact();
    }

    /** The account holds at the price that is told, and a tick further it does not. */
    private void checkLiquidationPrice(final Event.CreditReport report, final ModelAccount after) {
        final InstrumentTerms terms = book.terms().instruments().get(report.instrument());
        final boolean isLong = report.positionAfter() > 0;
        final long price = report.liquidationPrice();
        if (price != 0) {
            final long beyond = isLong ? price - terms.tick() : price + terms.tick();
            check(report.positionAfter() != 0 && !after.isOmnibus(), () -> "nothing to liquidate: " + report);
            check(!isShortAt(after, terms.id(), price), () -> "does not hold at its liquidation price: " + report);
            check(isShortAt(after, terms.id(), beyond), () -> "holds beyond its liquidation price: " + report);
        } else if (isLong && !after.isOmnibus()) {
            check(isShortAt(after, terms.id(), book.market().mark(terms.id()))
                            || !isShortAt(after, terms.id(), terms.tick()),
                    () -> "a liquidation price was not told: " + report);
        }
    }

    private boolean isShortAt(final ModelAccount account, final int instrument, final long mark) {
        final Market market = book.market();
        final long before = market.mark(instrument);
        final PriceState state = market.state(PricedKind.INSTRUMENT, instrument);
        market.set(PricedKind.INSTRUMENT, instrument, mark, state);
        final boolean isShort = book.judge().maintenance(account, market).isShort();
        market.set(PricedKind.INSTRUMENT, instrument, before, state);
        return isShort;
    }

    /** An account as it would be after an order. */
    record After(ModelAccount account, Health maintenance, Health initial) {
    }

    private After after(final OrderEntry.Credit asked) {
        final InstrumentTerms terms = book.terms().instruments().get(asked.instrument());
        final ModelAccount before = book.account(asked.account());
        final long change = asked.side() == Side.BUY ? asked.quantity() : -asked.quantity();
        final ModelAccount account = before.copy();
        account.book(terms, book.market(), change, asked.price());
        final long[] openInterest = book.openInterest();
        final long held = before.position(terms.id()).quantity();
        openInterest[terms.id()] += asked.side() == Side.BUY
                ? Math.max(0, held + change) - Math.max(0, held)
                : Math.max(0, -held - change) - Math.max(0, -held);
        // Where a price is not to be trusted the answer is a refusal, and the figures are those at last prices.
        return new After(account, book.judge().maintenance(account, book.market()),
                book.judge().initial(account, book.market(), new InitialRates(book.market(), openInterest)));
    }

    /** {@return whether an order passes on margin alone (SPEC 3): IM is covered, or it only eases} */
    boolean passes(final OrderEntry.Credit asked) {
        final After after = after(asked);
        if (!after.initial.isShort()) {
            return true;
        }
        final ModelAccount account = book.account(asked.account());
        final long held = account.position(asked.instrument()).quantity();
        final long change = after.account.position(asked.instrument()).quantity() - held;
        final Health before = book.judge().maintenance(account, book.market());
        return ModelPosition.isReducing(held, change)
                && after.maintenance.requirement().compareTo(before.requirement()) <= 0
                && after.maintenance.equity().multiply(before.requirement())
                        .compareTo(before.equity().multiply(after.maintenance.requirement())) >= 0;
    }
}
