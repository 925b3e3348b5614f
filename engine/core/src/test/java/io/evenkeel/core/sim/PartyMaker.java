package io.evenkeel.core.sim;

import io.evenkeel.core.gate.Permissions;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.command.PartyEntry;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.Tiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Opens, feeds, empties and closes accounts that nobody trades in; and changes what the bystander may do. */
final class PartyMaker {
    private static final int NOBODY = 60;
    private static final long FIRST = 2_000;
    private static final long REFERENCES = 1L << 40;
    private static final int SECRETS = 3;

    private final ModelBook book;
    private final Random random;
    private final List<Long> opened = new ArrayList<>();
    private long lastReference = REFERENCES;
    private int lastAsset;

    PartyMaker(final ModelBook book, final Random random) {
        this.book = book;
        this.random = random;
        lastAsset = book.terms().assets().size() - 1;
    }

    /** {@return the next entry} */
    LogEntry next() {
        return switch (random.nextInt(10)) {
            case 0 -> roles();
            case 1 -> new PartyEntry.Key(
                    random.nextInt(4) == 0 ? NOBODY : Parties.BYSTANDER, random.nextInt(SECRETS),
                    random.nextInt(5) == 0 ? -1 : random.nextInt(4) * 700);
            case 2, 3, 4 -> new PartyEntry.Probe(random.nextInt(SECRETS));
            case 5 -> open();
            case 6 -> random.nextBoolean() ? listing() : open();
            default -> visit();
        };
    }

    private LogEntry roles() {
        final int allowed = random.nextBoolean() ? Permissions.AUDITOR : Permissions.KEEPER;
        return switch (random.nextInt(6)) {
            case 0 -> new PartyEntry.Roles(NOBODY, allowed, 0);
            case 1 -> new PartyEntry.Roles(Parties.BYSTANDER, allowed, -1);
            case 2 -> new PartyEntry.Roles(Parties.GENESIS, Permissions.GOVERNOR | Permissions.AUDITOR, 0);
            default -> new PartyEntry.Roles(
                    Parties.BYSTANDER, allowed | (random.nextBoolean() ? Permissions.AUDITOR : 0), random.nextInt(3));
        };
    }

    private LogEntry open() {
        if (random.nextInt(4) == 0) {
            return new PartyEntry.Open(random.nextBoolean() ? -1 : World.OMNIBUS, random.nextInt(3));
        }
        opened.add(FIRST + opened.size());
        return new PartyEntry.Open(opened.get(opened.size() - 1), random.nextInt(9));
    }

    private LogEntry listing() {
        lastAsset += random.nextInt(3) > 0 ? 1 : 0;
        return new PartyEntry.Listing(new AssetTerms(
                lastAsset, -6, -2, false, 0, 0, 0, new Tiers(List.of(new Tiers.Step(Tiers.NO_END, 0))), 1, 0));
    }

    /** A deposit, all of it back, or an end. */
    private LogEntry visit() {
        final long id = opened.isEmpty() ? NOBODY : opened.get(random.nextInt(opened.size()));
        final ModelAccount account = book.account(id);
        if (account != null && account.balance(0) > 0 && random.nextBoolean()) {
            return new LogEntry.Withdrawal(id, 0, account.balance(0));
        }
        if (random.nextInt(5) == 0) {
            return new LogEntry.Deposit(id, 0, 1 + random.nextInt(1_000), ++lastReference);
        }
        final int owner = Parties.ownerOf(id);
        final int other = owner == Parties.EVEN_OWNER ? Parties.ODD_OWNER : Parties.EVEN_OWNER;
        final int sender = random.nextInt(5) == 0 ? other : random.nextBoolean() ? owner : Parties.GENESIS;
        return new PartyEntry.Close(random.nextInt(6) == 0 ? book.accounts().iterator().next().id() : id, sender);
    }
}
