package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.Health;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Margin statuses that owners are told: each is another than was said last and is, with its figures, the model's of
 * that moment; and after a fill or bust both owners have been told by the end of the next timer, if there was anything
 * to tell. Where a price is not to be trusted, the model has no status, and only changes are looked at.
 */
final class StatusReferee {
    private final ModelBook book;
    private final Tally tally;
    private final Map<Long, AccountStatus> said = new TreeMap<>();
    private final Set<Long> touched = new TreeSet<>();
    private boolean isTimer;
    private boolean isQuiet;

    StatusReferee(final ModelBook book, final Tally tally) {
        this.book = book;
        this.tally = tally;
    }

    void begin(final LogEntry entry) {
        isTimer = entry.participant() == 0;
        isQuiet = true;
    }

    /** Sees every event before the model takes it. */
    void beforeEvent(final Event event) {
        isQuiet = isQuiet && event instanceof Event.StatusChanged;
    }

    void onTraded(final long buyer, final long seller) {
        touched.add(buyer);
        touched.add(seller);
    }

    void onStatus(final Event.StatusChanged told) {
        final ModelAccount account = book.account(told.account());
        check(!account.isOmnibus(), () -> "a venue's own account has no status: " + told);
        check(saidOf(told.account()) != told.status(), () -> "said again: " + told);
        said.put(told.account(), told.status());
        tally.count(Tally.Kind.STATUSES_TOLD);
        if (!book.market().isTrustedThroughout()) {
            return;
        }
        final Health maintenance = book.marked(account);
        check(() -> "equity told by " + told,
                book.terms().floor(maintenance.equity()).longValueExact(), told.equity());
        check(() -> "maintenance margin told by " + told,
                book.terms().ceil(maintenance.requirement()).longValueExact(), told.maintenanceMargin());
        final Health initial = initialOf(account);
        check(() -> "initial margin told by " + told,
                book.terms().ceil(initial.requirement()).longValueExact(), told.initialMargin());
        if (!waitsForItsTurn(account)) {
            check(() -> "status told by " + told, StateAudit.statusOf(account, initial), told.status());
        }
    }

    /** After a timer at which nothing else happened: owners of accounts that were traded have been told. */
    void end() {
        if (!isTimer) {
            return;
        }
        if (isQuiet && book.market().isTrustedThroughout()) {
            for (final long id : touched) {
                final ModelAccount account = book.account(id);
                if (!account.isOmnibus() && !waitsForItsTurn(account)) {
                    check(() -> "status said of traded account " + id,
                            StateAudit.statusOf(account, initialOf(account)), saidOf(id));
                }
            }
        }
        touched.clear();
    }

    private AccountStatus saidOf(final long account) {
        return said.getOrDefault(account, AccountStatus.HEALTHY);
    }

    /** Whether it breached, but has yet to be found by the task under way. */
    private static boolean waitsForItsTurn(final ModelAccount account) {
        return account.isFrozen() && account.liquidation() == null;
    }

    private Health initialOf(final ModelAccount account) {
        return book.judge().initial(account, book.market(), book.initialRates());
    }
}
