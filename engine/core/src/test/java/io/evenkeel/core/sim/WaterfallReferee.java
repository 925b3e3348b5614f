package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.PassOverReason;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.InitialRates;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Insurance;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelPosition;
import io.evenkeel.model.OpenOrder;
import io.evenkeel.model.Waterfall;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Says how commands about what follows auctions are answered, and who takes over what an auction left (SPEC 6). */
final class WaterfallReferee {
    /** Nobody takes over. */
    static final long NOBODY = 0;

    private static final long LARGEST_AMOUNT = 1L << 57;

    private final ModelBook book;
    private final Waterfall waterfall;
    private final Map<Long, Set<Long>> asked = new HashMap<>();
    private Predicate<ModelAccount> isTrusted = account -> true;
    private LogEntry entry;

    WaterfallReferee(final ModelBook book) {
        this.book = book;
        waterfall = book.waterfall();
    }

    /** Says who knows whether every price that matters to an account can be used. */
    void askOfTrust(final Predicate<ModelAccount> predicate) {
        isTrusted = predicate;
    }

    void begin(final LogEntry next) {
        entry = next;
        asked.clear();
    }

    /** Adds the reasons that speak against an entry. */
    void add(final Set<RejectCode> reasons, final SettlementEntry wanted) {
        if (wanted instanceof SettlementEntry.Backstop backstop) {
            if (backstop.capacity() < 0
                    || backstop.capacity() > LARGEST_AMOUNT
                    || book.account(backstop.account()).isOmnibus()) {
                reasons.add(RejectCode.BAD_PARAMETER);
            }
        } else if (wanted instanceof SettlementEntry.InsuranceLimits limits && !isSound(limits)) {
            reasons.add(RejectCode.BAD_PARAMETER);
        }
    }

    private static boolean isSound(final SettlementEntry.InsuranceLimits limits) {
        return limits.pool() < Insurance.POOLS
                && limits.perLiquidation() >= 0
                && limits.perLiquidation() <= LARGEST_AMOUNT
                && limits.perWindow() >= 0
                && limits.perWindow() <= LARGEST_AMOUNT
                && CycleReferee.isPeriod(limits.windowMs())
                && (limits.perWindow() == 0 || limits.windowMs() > 0);
    }

    void onAck(final Event.Ack ack) {
        if (ack.status() == AckStatus.REJECTED) {
            return;
        }
        if (entry instanceof SettlementEntry.Backstop backstop) {
            waterfall.register(backstop.account(), backstop.capacity());
        } else if (entry instanceof SettlementEntry.InsuranceLimits limits) {
            book.insurance().limit(
                    limits.pool(), limits.perLiquidation(), limits.perWindow(), limits.windowMs());
        }
    }

    /** {@return who is asked next, or {@link #NOBODY}; who was asked before by this timer is not asked again} */
    long nextAsked(final ModelAccount debtor) {
        if (book.judged(debtor).equity().signum() < 0) {
            return NOBODY;
        }
        for (final long id : waterfall.turn()) {
            if (!askedBefore(debtor).contains(id)) {
                return id;
            }
        }
        return NOBODY;
    }

    private Set<Long> askedBefore(final ModelAccount debtor) {
        return asked.computeIfAbsent(debtor.id(), id -> new HashSet<>());
    }

    /** An account that was asked takes over. */
    void tookOver(final ModelAccount debtor, final long taker) {
        askedBefore(debtor).add(taker);
        waterfall.tookOver(taker);
    }

    /** An account that was asked, by a timer, takes nothing over. */
    void onPassedOver(final Event.BackstopPassedOver passedOver) {
        final ModelAccount debtor = book.accounts().stream()
                .filter(each -> each.liquidation() != null && each.liquidation().id() == passedOver.liquidation())
                .findFirst()
                .orElseThrow(() -> new Discrepancy("no such liquidation: " + passedOver));
        final OpenOrder order = debtor.liquidation().order();
        check(entry instanceof LogEntry.Timer && order != null && order.step() == LiquidationStep.BACKSTOP,
                () -> "nobody is to be asked: " + passedOver);
        final long next = nextAsked(debtor);
        check(next != NOBODY, () -> "nobody is left to be asked: " + passedOver);
        final InstrumentTerms terms = book.terms().instruments().get(order.instrument());
        final long worst = book.sizing().bankruptcyPrice(debtor, terms, book.market());
        check("who is passed over", new Event.BackstopPassedOver(
                order.liquidation(), next, order.instrument(), reason(book.account(next), debtor, terms),
                needed(debtor, terms, worst), worst, waterfall.capacity(next),
                debtor.liquidation().breachPosition()), passedOver);
        askedBefore(debtor).add(next);
    }

    /** {@return how much an account takes over of what suffices at the bankruptcy price} */
    long quantity(final ModelAccount taker, final ModelAccount debtor, final InstrumentTerms terms, final long worst) {
        return waterfall.withinCapacity(
                taker, terms, debtor.position(terms.id()).quantity(), needed(debtor, terms, worst));
    }

    private long needed(final ModelAccount debtor, final InstrumentTerms terms, final long worst) {
        return book.sizing().leastSufficient(debtor, terms, book.market(), worst, LiquidationStep.BACKSTOP);
    }

    /** {@return why an account that is asked takes nothing over; NULL_VAL where it takes} */
    PassOverReason reason(final ModelAccount taker, final ModelAccount debtor, final InstrumentTerms terms) {
        if (Parties.ownerOf(taker.id()) == Parties.ownerOf(debtor.id())) {
            return PassOverReason.SAME_OWNER;
        }
        if (taker.isFrozen()) {
            return PassOverReason.IN_LIQUIDATION;
        }
        final long worst = book.sizing().bankruptcyPrice(debtor, terms, book.market());
        final long quantity = quantity(taker, debtor, terms, worst);
        if (quantity == 0) {
            return PassOverReason.CAPACITY;
        }
        final long change = debtor.position(terms.id()).quantity() > 0 ? quantity : -quantity;
        final long held = taker.position(terms.id()).quantity();
        if (!terms.isTradable(held, change, worst, book.market().mark(terms.id()))) {
            return PassOverReason.BOUNDS;
        }
        final ModelAccount after = taker.copy();
        after.book(terms, book.market(), change, worst);
        if (!isTrusted.test(after)) {
            return PassOverReason.PRICES;
        }
        final long[] openInterest = book.openInterest();
        openInterest[terms.id()] += longs(debtor.position(terms.id()), -change)
                + longs(taker.position(terms.id()), change);
        return book.judge().initial(after, book.market(), new InitialRates(book.market(), openInterest)).isShort()
                ? PassOverReason.MARGIN
                : PassOverReason.NULL_VAL;
    }

    /** How a trade changes what an account holds long. */
    private static long longs(final ModelPosition position, final long change) {
        return Math.max(0, position.quantity() + change) - Math.max(0, position.quantity());
    }
}
