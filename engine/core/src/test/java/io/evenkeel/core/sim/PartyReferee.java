package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.core.gate.Permissions;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.command.PartyEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.event.Event;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import java.util.Set;

/** Knows what the bystander may do, which accounts there are, and which of them are closed (SPEC 3, 7). */
final class PartyReferee {
    private static final int LARGEST_LEVERAGE = 1_000;
    private static final long WINDOW_MS = 1_000;

    private final ModelBook book;
    private final World world;
    private LogEntry entry;
    private long timeMs;
    private int roles = World.BYSTANDER_ROLES;
    private int commandsPerSecond;
    private long window;
    private int commandsInWindow;
    private int key;
    private int previousKey;
    private long graceEndMs;
    private int assets;

    PartyReferee(final ModelBook book, final World world) {
        this.book = book;
        this.world = world;
        assets = book.terms().assets().size();
    }

    void begin(final LogEntry next, final long atTimeMs) {
        entry = next;
        timeMs = atTimeMs;
    }

    /** Adds the reasons that speak against an entry. */
    void add(final Set<RejectCode> reasons, final PartyEntry wanted) {
        if (wanted instanceof PartyEntry.Probe probe) {
            addProbe(reasons, probe.secret());
        } else if (wanted instanceof PartyEntry.Roles change) {
            addUnknown(reasons, change.changed());
            if (change.commandsPerSecond() < 0
                    || (change.roles() & ~Permissions.ALL) != 0
                    || (change.changed() == Parties.GENESIS && (change.roles() & Permissions.OPERATOR) == 0)) {
                reasons.add(RejectCode.BAD_PARAMETER);
            }
        } else if (wanted instanceof PartyEntry.Key change) {
            addUnknown(reasons, change.changed());
            if (change.graceMs() < 0) {
                reasons.add(RejectCode.BAD_PARAMETER);
            }
        } else if (wanted instanceof PartyEntry.Open opened) {
            addOpen(reasons, opened);
        } else if (wanted instanceof PartyEntry.Close closed) {
            addClose(reasons, closed);
        } else if (wanted instanceof PartyEntry.Listing listing) {
            addListing(reasons, listing);
        }
    }

    private static void addUnknown(final Set<RejectCode> reasons, final int participant) {
        if (participant >= Parties.COUNT) {
            reasons.add(RejectCode.UNKNOWN_PARTICIPANT);
        }
    }

    /** One reason at most: each check comes only after the one before is passed. */
    private void addProbe(final Set<RejectCode> reasons, final int secret) {
        final boolean isGrace = timeMs < graceEndMs;
        final boolean isGenuine = secret != 0 && (secret == key || (isGrace && secret == previousKey));
        final boolean isCodeNeeded = key != 0 && (!isGrace || previousKey != 0);
        final long now = timeMs / WINDOW_MS;
        if (!isGenuine && isCodeNeeded) {
            reasons.add(RejectCode.BAD_MAC);
        } else if (commandsPerSecond != 0 && window == now && commandsInWindow >= commandsPerSecond) {
            reasons.add(RejectCode.RATE_LIMITED);
        } else if (!isGenuine && secret != 0) {
            reasons.add(RejectCode.BAD_LENGTH);
        } else if ((roles & (Permissions.OPERATOR | Permissions.AUDITOR)) == 0) {
            reasons.add(RejectCode.NOT_PERMITTED);
        }
    }

    private void addOpen(final Set<RejectCode> reasons, final PartyEntry.Open opened) {
        if (opened.account() <= 0 || opened.leverage() < 0 || opened.leverage() > LARGEST_LEVERAGE) {
            reasons.add(RejectCode.BAD_PARAMETER);
        }
        if (book.account(opened.account()) != null) {
            reasons.add(RejectCode.ALREADY_EXISTS);
        }
        final long pools = book.accounts().stream().filter(each -> AccountStore.isPoolId(each.id())).count();
        if (book.accounts().size() - pools >= world.limits().accounts()) {
            reasons.add(RejectCode.CAPACITY);
        }
    }

    private void addClose(final Set<RejectCode> reasons, final PartyEntry.Close closed) {
        final ModelAccount account = book.account(closed.account());
        if (account == null || account.isClosed()) {
            return;
        }
        if (closed.participant() != Parties.GENESIS && closed.participant() != Parties.ownerOf(account.id())) {
            reasons.add(RejectCode.NOT_PERMITTED);
        }
        boolean isEmpty = account.isFlat() && !account.isFrozen() && account.reserved() == 0;
        for (int asset = 0; asset < book.terms().assets().size(); asset++) {
            isEmpty &= account.balance(asset) == 0;
        }
        isEmpty &= !book.waterfall().isBackstop(account.id());
        isEmpty &= book.instructions().stream().noneMatch(open -> open.account() == account.id());
        if (!isEmpty) {
            reasons.add(RejectCode.ACCOUNT_NOT_EMPTY);
        }
    }

    private void addListing(final Set<RejectCode> reasons, final PartyEntry.Listing listing) {
        if (listing.listed().id() < assets) {
            reasons.add(RejectCode.ALREADY_EXISTS);
        } else if (listing.listed().id() > assets) {
            reasons.add(RejectCode.BAD_PARAMETER);
        }
        if (assets >= world.limits().assets()) {
            reasons.add(RejectCode.CAPACITY);
        }
    }

    /** Adds that an account is not there, or closed. {@return whether one is not there, so that no more can be said} */
    boolean addAccounts(final Set<RejectCode> reasons, final LogEntry wanted) {
        for (final long id : accountsOf(wanted)) {
            final ModelAccount account = book.account(id);
            if (account == null) {
                reasons.add(RejectCode.UNKNOWN_ACCOUNT);
                return true;
            }
            if (account.isClosed()) {
                reasons.add(RejectCode.ACCOUNT_CLOSED);
            }
        }
        return false;
    }

    private static long[] accountsOf(final LogEntry wanted) {
        if (wanted instanceof LogEntry.Trade fill) {
            return new long[] {fill.buyer(), fill.seller()};
        } else if (wanted instanceof OrderEntry.Classified classified) {
            return new long[] {classified.fill().buyer(), classified.fill().seller()};
        } else if (wanted instanceof SettlementEntry.Backstop backstop) {
            return new long[] {backstop.account()};
        } else if (wanted instanceof LogEntry.Transfer transfer) {
            return new long[] {transfer.from(), transfer.to()};
        } else if (wanted instanceof LogEntry.Deposit deposit) {
            return new long[] {deposit.account()};
        } else if (wanted instanceof LogEntry.Withdrawal withdrawal) {
            return new long[] {withdrawal.account()};
        } else if (wanted instanceof LogEntry.Bid bid) {
            return new long[] {bid.account()};
        } else if (wanted instanceof LogEntry.CollateralBid bid) {
            return new long[] {bid.account()};
        } else if (wanted instanceof PartyEntry.Close closed) {
            return new long[] {closed.account()};
        }
        return accountsOfOrder(wanted);
    }

    private static long[] accountsOfOrder(final LogEntry wanted) {
        if (wanted instanceof OrderEntry.Reserve reserve) {
            return new long[] {reserve.account()};
        } else if (wanted instanceof OrderEntry.Leverage leverage) {
            return new long[] {leverage.account()};
        } else if (wanted instanceof OrderEntry.AccountTerms terms) {
            return new long[] {terms.account()};
        } else if (wanted instanceof OrderEntry.Credit asked) {
            return new long[] {asked.account()};
        }
        return new long[0];
    }

    void onAck(final Event.Ack ack) {
        if (entry instanceof PartyEntry.Probe) {
            countProbe(ack.rejectCode());
        }
        if (ack.status() == AckStatus.REJECTED) {
            return;
        }
        if (entry instanceof PartyEntry.Roles change && change.changed() == Parties.BYSTANDER) {
            roles = change.roles();
            commandsPerSecond = change.commandsPerSecond();
        } else if (entry instanceof PartyEntry.Key change) {
            previousKey = key;
            key = change.secret();
            graceEndMs = timeMs + change.graceMs();
        } else if (entry instanceof PartyEntry.Open opened) {
            book.add(new ModelAccount(opened.account(), false, opened.leverage(), book.terms()));
        } else if (entry instanceof PartyEntry.Listing) {
            assets++;
        }
    }

    /** What is not the bystander's, or beyond its rate, does not count against it. */
    private void countProbe(final RejectCode answer) {
        if (commandsPerSecond == 0 || answer == RejectCode.BAD_MAC || answer == RejectCode.RATE_LIMITED) {
            return;
        }
        final long now = timeMs / WINDOW_MS;
        commandsInWindow = window == now ? commandsInWindow + 1 : 1;
        window = now;
    }

    /** An account's owner or the operator may have closed it. */
    void onChanged(final Event.AccountChanged changed) {
        if (entry instanceof PartyEntry.Close closed) {
            check("account closed", closed.account(), changed.account());
            book.account(changed.account()).close();
        }
    }
}
