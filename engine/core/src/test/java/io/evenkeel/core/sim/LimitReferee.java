package io.evenkeel.core.sim;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.MarketEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.Fill;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.Outflow;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Knows the limits of deposits, withdrawals, positions and fills, and says what goes beyond them (SPEC 3, 5). */
final class LimitReferee {
    private static final long MILLION = 1_000_000;
    private static final long LARGEST_AMOUNT = Bounds.MAX_AMOUNT;
    private static final long LARGEST_OPEN_INTEREST = Bounds.MAX_OPEN_INTEREST;
    private static final long PAUSE_WITHOUT_CYCLES_MS = 28_800_000;

    private final ModelBook book;
    private final Map<Integer, SettlementEntry.CollateralLimits> ofAssets = new HashMap<>();
    private final Map<Integer, Outflow> outflows = new HashMap<>();
    private final Outflow ofSystem = new Outflow();
    private final Map<Integer, MarketEntry.Terms> ofMarkets = new HashMap<>();
    private final Map<Long, Long> pausedUntilMs = new HashMap<>();
    private long cycleMs;
    private LogEntry entry;
    private long timeMs;

    LimitReferee(final ModelBook book) {
        this.book = book;
    }

    void begin(final LogEntry next, final long atTimeMs) {
        entry = next;
        timeMs = atTimeMs;
    }

    private SettlementEntry.CollateralLimits of(final int asset) {
        return ofAssets.getOrDefault(asset, new SettlementEntry.CollateralLimits(asset, 0, 0, 0, 0, 0, 0));
    }

    private MarketEntry.Terms ofMarket(final int instrument) {
        return ofMarkets.getOrDefault(instrument, new MarketEntry.Terms(instrument, 0, 0, 0, 0));
    }

    // ---------------------------------------------------------------- changes

    /** Adds the reasons that speak against limits and terms of markets. */
    void add(final Set<RejectCode> reasons, final LogEntry wanted) {
        if (wanted instanceof SettlementEntry.CollateralLimits limits) {
            if (limits.asset() >= book.terms().assets().size()) {
                reasons.add(RejectCode.UNKNOWN_ASSET);
            } else if (!isSound(limits)) {
                reasons.add(RejectCode.BAD_PARAMETER);
            }
        } else if (wanted instanceof MarketEntry.Terms terms) {
            if (terms.instrument() >= book.terms().instruments().size()) {
                reasons.add(RejectCode.UNKNOWN_INSTRUMENT);
            } else if (!isSound(terms)) {
                reasons.add(RejectCode.BAD_PARAMETER);
            }
        }
    }

    private static boolean isSound(final SettlementEntry.CollateralLimits limits) {
        return limits.depositCap() >= 0
                && limits.accountLimit() >= 0
                && limits.delayAbove() >= 0
                && limits.withdrawalLimit() >= 0
                && CycleReferee.isPeriod(limits.delayMs())
                && CycleReferee.isPeriod(limits.windowMs())
                && (limits.withdrawalLimit() == 0 || limits.windowMs() > 0);
    }

    private static boolean isSound(final MarketEntry.Terms terms) {
        return isWithin(terms.slowRatePpmPerSecond(), MILLION)
                && isWithin(terms.fillBandPpm(), MILLION)
                && isWithin(terms.positionLimit(), LARGEST_AMOUNT)
                && isWithin(terms.openInterestCap(), LARGEST_OPEN_INTEREST);
    }

    private static boolean isWithin(final long figure, final long most) {
        return figure >= 0 && figure <= most;
    }

    void onAck(final Event.Ack ack) {
        if (ack.status() == AckStatus.REJECTED) {
            return;
        }
        if (entry instanceof SettlementEntry.CollateralLimits limits) {
            ofAssets.put(limits.asset(), limits);
            outflows.computeIfAbsent(limits.asset(), asset -> new Outflow())
                    .set(limits.withdrawalLimit(), limits.windowMs());
        } else if (entry instanceof SettlementEntry.SettlementTerms terms) {
            ofSystem.set(terms.withdrawalLimit(), terms.windowMs());
            cycleMs = terms.cycleMs();
        } else if (entry instanceof MarketEntry.Terms terms) {
            ofMarkets.put(terms.instrument(), terms);
            book.market().slowPrice(terms.instrument(), terms.slowRatePpmPerSecond());
        }
    }

    // ---------------------------------------------------------------- money

    /** Adds that a deposit is more than the clearing, or one account, may hold. */
    void addDeposit(final Set<RejectCode> reasons, final LogEntry.Deposit deposit) {
        final SettlementEntry.CollateralLimits limits = of(deposit.asset());
        final long held = -book.external(deposit.asset()) - book.inTransit(deposit.asset());
        if (limits.depositCap() != 0 && held + deposit.amount() > limits.depositCap()) {
            reasons.add(RejectCode.DEPOSIT_CAP);
        }
        addConcentration(reasons, book.account(deposit.account()), deposit.asset(), deposit.amount());
    }

    /** Adds that an account would hold more of an asset than it may. */
    void addConcentration(
            final Set<RejectCode> reasons, final ModelAccount account, final int asset, final long amount) {
        final long limit = of(asset).accountLimit();
        if (limit != 0 && !account.isOmnibus() && account.balance(asset) + amount > limit) {
            reasons.add(RejectCode.DEPOSIT_CAP);
        }
    }

    /** Adds that nothing leaves an account for a while. */
    void addPaused(final Set<RejectCode> reasons, final long account) {
        if (isPaused(account)) {
            reasons.add(RejectCode.WITHDRAWALS_PAUSED);
        }
    }

    /** {@return whether a fill far off the mark keeps an account's money where it is} */
    boolean isPaused(final long account) {
        return timeMs < pausedUntilMs.getOrDefault(account, 0L);
    }

    /** Adds that more would go out of the clearing than may in the current window. */
    void addOutflow(final Set<RejectCode> reasons, final int asset, final long amount) {
        final Outflow ofAsset = outflows.getOrDefault(asset, new Outflow());
        if (!ofAsset.allows(BigInteger.valueOf(amount), BigInteger.ONE, timeMs)
                || !ofSystem.allows(value(asset, amount), partsPerNumeraire(), timeMs)) {
            reasons.add(RejectCode.WITHDRAWAL_LIMIT);
        }
    }

    private BigInteger value(final int asset, final long amount) {
        return book.judge().weightedPrice(asset, book.market(), 0).multiply(BigInteger.valueOf(amount));
    }

    private BigInteger partsPerNumeraire() {
        return book.terms().scale().divide(BigInteger.valueOf(MILLION));
    }

    /** A withdrawal goes out. {@return how long it waits before gateways are told} */
    long onWithdrawn(final LogEntry.Withdrawal withdrawal) {
        final int asset = withdrawal.asset();
        outflows.getOrDefault(asset, new Outflow())
                .count(BigInteger.valueOf(withdrawal.amount()), BigInteger.ONE, timeMs);
        ofSystem.count(value(asset, withdrawal.amount()), partsPerNumeraire(), timeMs);
        final SettlementEntry.CollateralLimits limits = of(asset);
        return limits.delayAbove() > 0 && withdrawal.amount() > limits.delayAbove() ? limits.delayMs() : 0;
    }

    // ---------------------------------------------------------------- positions

    /** A fill far off the mark pauses withdrawals of both its accounts for one cycle. */
    void onFill(final Fill fill) {
        final long bandPpm = ofMarket(fill.instrument()).fillBandPpm();
        final long mark = book.market().mark(fill.instrument());
        if (bandPpm == 0
                || BigInteger.valueOf(Math.abs(fill.price() - mark)).multiply(BigInteger.valueOf(MILLION))
                        .compareTo(BigInteger.valueOf(mark).multiply(BigInteger.valueOf(bandPpm))) <= 0) {
            return;
        }
        final long untilMs = timeMs + (cycleMs == 0 ? PAUSE_WITHOUT_CYCLES_MS : cycleMs);
        pausedUntilMs.merge(fill.buyer(), untilMs, Math::max);
        pausedUntilMs.merge(fill.seller(), untilMs, Math::max);
    }

    /** Adds that an order would take an account, or all of them, beyond what they should hold, or further beyond. */
    void addOrder(final Set<RejectCode> reasons, final OrderEntry.Credit asked) {
        final ModelAccount account = book.account(asked.account());
        final long before = account.position(asked.instrument()).quantity();
        final long change = asked.side() == Side.BUY ? asked.quantity() : -asked.quantity();
        final boolean isReducing =
                Long.signum(before) == -Long.signum(change) && Math.abs(change) <= Math.abs(before);
        if (account.isOmnibus() || isReducing) {
            return;
        }
        final long openInterest = book.openInterest()[asked.instrument()];
        final long opened = asked.side() == Side.BUY
                ? Math.max(0, before + change) - Math.max(0, before)
                : Math.max(0, -before - change) - Math.max(0, -before);
        if (book.market().phase(asked.instrument()) == MarketPhase.REDUCE_ONLY
                || isBeyond(asked.instrument(), before, openInterest)) {
            reasons.add(RejectCode.REDUCE_ONLY);
        } else if (isBeyond(asked.instrument(), before + change, openInterest + opened)) {
            reasons.add(RejectCode.POSITION_LIMIT);
        }
    }

    private boolean isBeyond(final int instrument, final long quantity, final long openInterest) {
        final MarketEntry.Terms terms = ofMarket(instrument);
        return (terms.positionLimit() != 0 && Math.abs(quantity) > terms.positionLimit())
                || (terms.openInterestCap() != 0 && openInterest > terms.openInterestCap());
    }
}
