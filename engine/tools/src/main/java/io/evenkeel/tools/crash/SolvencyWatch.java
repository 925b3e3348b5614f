package io.evenkeel.tools.crash;

import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.codecs.DeficitChargedDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.LiquidationEndedDecoder;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStartedDecoder;
import io.evenkeel.codecs.MarketPriceDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.Inspector;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.agrona.DirectBuffer;

/**
 * Follows which liquidations are open, and when all accounts were solvent again. Liquidations of the pool's own account
 * are left out: what it holds is for sale for as long as nobody wants it.
 */
final class SolvencyWatch implements FeedListener {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final LiquidationStartedDecoder started = new LiquidationStartedDecoder();
    private final LiquidationEndedDecoder ended = new LiquidationEndedDecoder();
    private final DeficitTakenDecoder taken = new DeficitTakenDecoder();
    private final DeficitChargedDecoder charged = new DeficitChargedDecoder();
    private final MarketPriceDecoder price = new MarketPriceDecoder();
    private final TreeMap<Long, Long> accountsByLiquidation = new TreeMap<>();
    private final Map<LiquidationOutcome, Integer> outcomes = new EnumMap<>(LiquidationOutcome.class);
    private final LongPredicate isOurs;
    private long toCharge;
    private int breaches;
    private long firstBreachMs = -1;
    private long lastEndMs = -1;
    private long lastBelowMs = -1;
    private long solventMs = -1;
    private boolean wasHalted;
    private long nowMs;

    /** Watches accounts that the lab opened. */
    SolvencyWatch(final LongPredicate isOurs) {
        this.isOurs = isOurs;
    }

    /** Says what time it is: events do not. */
    void at(final long timeMs) {
        nowMs = timeMs;
    }

    @Override
    public void onEvent(
            final long number, final long logPosition, final DirectBuffer buffer, final int offset, final int length) {
        switch (header.wrap(buffer, offset).templateId()) {
            case LiquidationStartedDecoder.TEMPLATE_ID ->
                    onStarted(started.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationEndedDecoder.TEMPLATE_ID -> onEnded(ended.wrapAndApplyHeader(buffer, offset, header));
            case DeficitTakenDecoder.TEMPLATE_ID -> {
                taken.wrapAndApplyHeader(buffer, offset, header);
                toCharge += taken.fromLongs() + taken.fromShorts();
            }
            case DeficitChargedDecoder.TEMPLATE_ID ->
                    toCharge -= charged.wrapAndApplyHeader(buffer, offset, header).amount();
            case MarketPriceDecoder.TEMPLATE_ID -> {
                price.wrapAndApplyHeader(buffer, offset, header);
                wasHalted |= price.kind() == PricedKind.INSTRUMENT && price.state() == PriceState.HALTED;
            }
            default -> { }
        }
    }

    private void onStarted(final LiquidationStartedDecoder it) {
        if (isOurs.test(it.account())) {
            accountsByLiquidation.put(it.liquidation(), it.account());
            breaches++;
            firstBreachMs = firstBreachMs < 0 ? it.breachTimeMs() : firstBreachMs;
        }
    }

    private void onEnded(final LiquidationEndedDecoder it) {
        if (accountsByLiquidation.remove(it.liquidation()) != null) {
            outcomes.merge(it.outcome(), 1, Integer::sum);
            lastEndMs = nowMs;
        }
    }

    /**
     * Looks whether an account in liquidation is below its maintenance margin; no other account can be. One that is
     * found answers for all, so that few are looked at.
     */
    void look(final Inspector inspector) {
        for (final long account : accountsByLiquidation.values()) {
            final AccountReport report = inspector.account(account);
            if (report.equity() < report.maintenanceMargin()) {
                lastBelowMs = nowMs;
                solventMs = -1;
                return;
            }
        }
        solventMs = solventMs < 0 && firstBreachMs >= 0 ? nowMs : solventMs;
    }

    /** {@return how many liquidations are open} */
    int open() {
        return accountsByLiquidation.size();
    }

    /** {@return whether nothing is left to do: no liquidation is open, no holder still to be charged} */
    boolean isQuiet() {
        return accountsByLiquidation.isEmpty() && toCharge == 0;
    }

    /** {@return how many liquidations started} */
    int breaches() {
        return breaches;
    }

    /** {@return how many ended so} */
    int ended(final LiquidationOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    /** {@return cluster time of the first breach; -1 if there was none} */
    long firstBreachMs() {
        return firstBreachMs;
    }

    /** {@return from the first breach until the last liquidation ended; -1 where one is open or none was} */
    long untilLastEndMs() {
        return firstBreachMs < 0 || !accountsByLiquidation.isEmpty() ? -1 : lastEndMs - firstBreachMs;
    }

    /** {@return from the first breach until none was below its maintenance margin; -1 where one is, or none was} */
    long untilSolventMs() {
        return firstBreachMs < 0 || solventMs < 0 || lastBelowMs > solventMs ? -1 : solventMs - firstBreachMs;
    }

    /** {@return whether a market was halted for what nobody could be charged for} */
    boolean wasHalted() {
        return wasHalted;
    }
}
