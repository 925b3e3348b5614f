package io.evenkeel.core.sim;

import io.evenkeel.core.gate.CommandTemplate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.agrona.collections.MutableLong;

/** Counts of what a simulation has met. A run that never met one of the required things proves nothing about it. */
public final class Tally {
    private final Map<Kind, MutableLong> counts = new EnumMap<>(Kind.class);

    private final Map<CommandTemplate, long[]> commands = new EnumMap<>(CommandTemplate.class);

    /** Makes a tally of nothing. */
    public Tally() {
        for (final Kind kind : Kind.values()) {
            counts.put(kind, new MutableLong());
        }
        for (final CommandTemplate template : CommandTemplate.values()) {
            commands.put(template, new long[2]);
        }
    }

    /** What is counted. */
    public enum Kind {
        /** Log entries fed. */
        COMMANDS(false),
        /** Those after which nothing remembered was used: all accounts were judged anew, all corners recomputed. */
        FROM_NOTHING(true),
        /** Accounts that the full scan found in breach. */
        BREACHES(true),
        /** Liquidations that ended cured. */
        CURES(true),
        /** Bids that traded. */
        SALES(true),
        /** Orders whose discount or penalty grew, since they were large for the depth of their market. */
        GROWN_ORDERS(true),
        /** Orders whose clocks were paused, for their prices stopped allowing liquidation. */
        PAUSED_ORDERS(false),
        /** Those that went on when their prices were back. */
        RESUMED_ORDERS(false),
        /** Those of which nobody had told, or known, that they were paused. */
        UNSEEN_PAUSES(false),
        /** Auctions that went on after their orders had gone past the bankruptcy price. */
        AUCTIONS_GONE_BACK_TO(false),
        /** What backstops took over. */
        TAKEOVERS(true),
        /** Backstops that were asked and took nothing over. */
        PASSED_OVER(false),
        /** Bids for which insurance paid. */
        INSURED_SALES(true),
        /** Bids for collateral that traded. */
        COLLATERAL_SALES(false),
        /** Collateral that the insurance pool bought. */
        COLLATERAL_POOLED(false),
        /** Orders of collateral that went on when their prices were back, told to be paused or not. */
        COLLATERAL_RESUMED(false),
        /** What accounts of the opposite side closed. */
        DELEVERAGED(false),
        /** Counterparties that were passed over. */
        SKIPPED(false),
        /** What a pool took at mark. */
        POOLED(false),
        /** Times that holders were charged for a deficit. */
        CHARGED(false),
        /** What accounts still owed that insurance paid. */
        DEBTS_INSURED(false),
        /** What accounts still owed that holders were to be charged for. */
        DEBTS_SHARED(false),
        /** What pools had lost beyond what they had, by positions that they took. */
        POOLS_SHORT(false),
        /** Deficits that income covered. */
        COVERED(false),
        /** Tasks that took more than one slice. */
        SLICED_TASKS(true),
        /** Accounts that a command touched while a task had yet to evaluate them. */
        TOUCHED_IN_TASK(true),
        /** Positions that a tick moved into another margin tier. */
        TIER_CROSSINGS(true),
        /** Ticks that crossed one wall of an account while others of its walls were hit too. */
        SEVERAL_WALLS_HIT(true),
        /** Fired triggers that got room without a full evaluation. */
        SLACK_MOVES(true),
        /** Price updates that found the queue full. */
        QUEUE_OVERFLOWS(true),
        /** Price updates that waited for a task. */
        QUEUED(true),
        /** Accounts in breach at last prices but not at favoured ones, by a sample of commands. */
        FAVOURED(true),
        /** Live certificates looked at. */
        CORNERS(true),
        /** Those recomputed at their corner, because something that it depends on had changed. */
        CHANGED_CORNERS(true),
        /** Corners whose health was zero or below one numeraire unit. */
        TIGHT_CORNERS(true),
        /** Fundings at a rate that is not 0. */
        FUNDINGS(WorldMaker.isFundingBuilt()),
        /** Intervals whose funding had to wait for new ceilings. */
        FUNDINGS_PUT_OFF(false),
        /** Positions that settled funding. */
        FUNDING_PAID(WorldMaker.isFundingBuilt()),
        /** Settlement cycles begun. */
        CYCLES(false),
        /** Those in which money changed hands. */
        CYCLE_PROFITS(false),
        /** What gateways were told to pay by cycles. */
        PAYMENTS(false),
        /** What gateways were told to collect by cycles. */
        COLLECTIONS(false),
        /** Withdrawals taken back because the liquidation of their account began. */
        TAKEN_BACK(false),
        /** Withdrawals that a timer found on hold though their delay was over. */
        HELD(false),
        /** Markets whose price became final. */
        MARKETS_SETTLED(false),
        /** Those of them that expired. */
        EXPIRIES(false),
        /** Positions closed at final prices. */
        POSITIONS_SETTLED(false),
        /** Margin statuses that owners were told. */
        STATUSES_TOLD(true),
        /** Commands refused. */
        REFUSED(true);

        private final boolean isRequired;

        Kind(final boolean isRequired) {
            this.isRequired = isRequired;
        }
    }

    /** Adds one. */
    public void count(final Kind kind) {
        add(kind, 1);
    }

    /** Adds many. */
    public void add(final Kind kind, final long count) {
        counts.get(kind).addAndGet(count);
    }

    /** Adds another tally. */
    public void add(final Tally other) {
        other.counts.forEach((kind, count) -> add(kind, count.get()));
        other.commands.forEach((template, answers) -> {
            commands.get(template)[0] += answers[0];
            commands.get(template)[1] += answers[1];
        });
    }

    /** Counts the answer to a command. */
    public void count(final CommandTemplate template, final boolean isAccepted) {
        commands.get(template)[isAccepted ? 0 : 1]++;
    }

    /** {@return how many commands of a template were accepted} */
    public long accepted(final CommandTemplate template) {
        return commands.get(template)[0];
    }

    /** {@return how many commands of a template were refused} */
    public long refused(final CommandTemplate template) {
        return commands.get(template)[1];
    }

    /** {@return a line for each command that the core has built: how often it was accepted and refused} */
    public String commandTable() {
        return Arrays.stream(CommandTemplate.values()).filter(CommandTemplate::isBuilt)
                .map(template -> String.format(
                        Locale.ROOT, "%-24s %,14d %,14d", template, accepted(template), refused(template)))
                .collect(Collectors.joining("\n", String.format("%-24s %14s %14s%n", "command", "accepted", "refused"),
                        ""));
    }

    /** {@return how many of a kind} */
    public long of(final Kind kind) {
        return counts.get(kind).get();
    }

    /** Fails where something required was never met. */
    public void checkComplete() {
        for (final Kind kind : Kind.values()) {
            Discrepancy.check(!kind.isRequired || of(kind) > 0, () -> "the simulation met no " + kind);
        }
    }

    @Override
    public String toString() {
        return Arrays.stream(Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + of(kind))
                .collect(Collectors.joining(", "));
    }
}
