package io.evenkeel.tools.crash;

import io.evenkeel.client.Role;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.tools.Progress;
import io.evenkeel.tools.crash.BookAccount.Leg;
import io.evenkeel.tools.inline.InlineEngine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Brings a book into an engine. Positions are traded with the venue's own accounts, which hold nothing once all are in;
 * what the entry prices make them lose or gain is settled by then.
 *
 * <p>Longs have one owner and shorts another, for the core keeps owners apart only from their own opposite side;
 * accounts that are both share many.
 */
final class Opening {
    private static final long FIRST_KEEPER = 1_100_000_001L;
    private static final long FIRST_BACKSTOP = 1_200_000_001L;
    private static final Set<Role> ROLES = EnumSet.of(Role.OWNER, Role.KEEPER, Role.BACKSTOP);
    private static final int OWNER_OF_LONGS = Operator.PARTICIPANT + 1;
    private static final int OWNER_OF_SHORTS = OWNER_OF_LONGS + 1;

    /** A price counts once so many came after there was none. */
    private static final int FIRST_PRICES = 4;

    private static final int OWNERS_OF_BOTH = 512;

    private final InlineEngine engine;
    private final Operator operator;
    private final List<BookAccount> opened = new ArrayList<>();
    private final List<LabKeeper> keepers = new ArrayList<>();
    private int lastOwner = OWNER_OF_SHORTS;
    private int bothSided;

    Opening(final InlineEngine engine, final Operator operator) {
        this.engine = engine;
        this.operator = operator;
        operator.admit(OWNER_OF_LONGS, ROLES);
        operator.admit(OWNER_OF_SHORTS, ROLES);
    }

    /** Lists the markets at their start prices. */
    void list(final Book book, final MarketTerms terms, final AdlPolicy policy) {
        for (int market = 0; market < book.markets().size(); market++) {
            operator.list(market, book.markets().get(market), terms, policy);
            for (int n = 0; n < FIRST_PRICES; n++) {
                operator.submitPrice(market, book.markets().get(market).startPrice());
            }
        }
        operator.insure(terms.insurance(), terms.insurancePerLiquidation());
    }

    /** Opens the accounts of the book, with money and positions. */
    void open(final Book book, final Progress progress) {
        final VenueAccounts venue = new VenueAccounts(operator, book.markets());
        for (final BookAccount account : book.accounts()) {
            open(account, owner(account));
            fund(account, book.markets(), venue);
            progress.update("opened accounts", opened.size(), book.accounts().size());
        }
        venue.flatten();
    }

    /**
     * Gives an account its money and positions. One whose positions have gained more than its equity has less than no
     * money of its own, and one with several positions may need at the first what only the next has gained: such an
     * account is lent what its positions have gained, and pays it back as a fee with the last of them.
     */
    private void fund(final BookAccount account, final List<BookMarket> markets, final VenueAccounts venue) {
        final long money = account.equity() - account.unrealised(markets);
        final long lent = money > 0 && account.legs().size() == 1 ? 0 : account.gains(markets);
        if (money + lent > 0) {
            operator.deposit(account.id(), money + lent);
        }
        for (int n = 0; n < account.legs().size(); n++) {
            trade(account.id(), account.legs().get(n), n == account.legs().size() - 1 ? lent : 0, venue);
        }
    }

    private void trade(final long account, final Leg leg, final long fee, final VenueAccounts venue) {
        final long other = venue.take(leg.market(), -leg.quantity(), leg.entryPrice());
        if (leg.quantity() > 0) {
            operator.trade(leg.market(), account, other, leg.quantity(), leg.entryPrice(), fee, 0);
        } else {
            operator.trade(leg.market(), other, account, -leg.quantity(), leg.entryPrice(), 0, fee);
        }
    }

    private void open(final BookAccount account, final int owner) {
        operator.open(account.id(), owner, AccountKind.STANDARD);
        opened.add(account);
    }

    private int owner(final BookAccount account) {
        if (account.party() == Party.TRADER && account.side() == 0) {
            bothSided++;
            return bothSided <= OWNERS_OF_BOTH
                    ? nextOwner()
                    : OWNER_OF_SHORTS + 1 + bothSided % OWNERS_OF_BOTH;
        }
        return account.party() == Party.MAKER
                ? nextOwner()
                : account.side() > 0 ? OWNER_OF_LONGS : OWNER_OF_SHORTS;
    }

    private int nextOwner() {
        operator.admit(++lastOwner, ROLES);
        return lastOwner;
    }

    /** Opens the accounts of keepers and backstops. */
    void open(final Takers takers) {
        for (int n = 0; n < takers.keepers(); n++) {
            final long id = FIRST_KEEPER + n;
            final int owner = nextOwner();
            open(new BookAccount(id, Party.KEEPER, takers.keeperCapital(), List.of()), owner);
            operator.deposit(id, takers.keeperCapital());
            keepers.add(new LabKeeper(engine, owner, id, takers.limits(n)));
        }
        for (int n = 0; n < takers.backstops(); n++) {
            final long id = FIRST_BACKSTOP + n;
            open(new BookAccount(id, Party.BACKSTOP, takers.backstopCapital(), List.of()), nextOwner());
            operator.deposit(id, takers.backstopCapital());
            operator.registerBackstop(id, takers.backstopCapacity());
        }
    }

    /** {@return all accounts but the venue's} */
    List<BookAccount> opened() {
        return opened;
    }

    /** {@return the keepers} */
    List<LabKeeper> keepers() {
        return keepers;
    }
}
