package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.Health;
import io.evenkeel.model.InitialRates;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Insurance;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelPosition;
import java.math.BigInteger;

/** Compares what the engine reports with the model: balances, positions, equity, margins, statuses, the house. */
final class StateAudit {
    private final ModelBook book;
    private final AuditedAccounts audited;
    private InitialRates rates;
    private boolean isFromNothing;

    StateAudit(final ModelBook book) {
        this.book = book;
        audited = new AuditedAccounts(book);
    }

    /** Says whether, from now on, every account is compared, whatever is known about it. */
    void compareFromNothing(final boolean isDemanded) {
        isFromNothing = isDemanded;
    }

    /** Begins a look at all accounts, by IM tiers as they stand. */
    void begin() {
        final long[] openInterest = book.openInterest();
        rates = new InitialRates(book.market(), openInterest);
        audited.begin(openInterest);
    }

    /** Compares one account's report, unless all that it says and should say is as when it was compared last. */
    void compare(final AccountReport report) {
        final ModelAccount account = book.account(report.account());
        if (audited.isKnown(report, account) && !isFromNothing) {
            return;
        }
        for (final AssetTerms asset : book.terms().assets()) {
            check(() -> nameOf(report, "balance of A" + asset.id()),
                    account.balance(asset.id()) - accrued(book, account, asset), balanceOf(report, asset.id()));
        }
        int opened = 0;
        for (final InstrumentTerms terms : book.terms().instruments()) {
            final ModelPosition position = account.position(terms.id());
            if (position.quantity() != 0) {
                opened++;
                comparePosition(report, account, terms);
            }
        }
        check(() -> nameOf(report, "positions"), opened, report.positions().size());
        if (!account.isOmnibus()) {
            compareMargin(report, account);
        }
    }

    /** Balances read as if funding were settled (SPEC 5). */
    static long accrued(final ModelBook book, final ModelAccount account, final AssetTerms asset) {
        long sum = 0;
        for (final InstrumentTerms terms : book.terms().instruments()) {
            if (terms.settlementAsset() == asset.id()) {
                sum += book.judge().accrued(account, terms, book.market()).longValueExact();
            }
        }
        return sum;
    }

    private static String nameOf(final AccountReport report, final String what) {
        return "account " + report.account() + " " + what;
    }

    private static long balanceOf(final AccountReport report, final int asset) {
        for (final BalanceReport balance : report.balances()) {
            if (balance.asset() == asset) {
                return balance.balance();
            }
        }
        return 0;
    }

    private void comparePosition(
            final AccountReport report, final ModelAccount account, final InstrumentTerms terms) {
        final PositionReport position = positionOf(report, terms.id());
        final ModelPosition expected = account.position(terms.id());
        check(() -> nameOf(report, "quantity of I" + terms.id()), expected.quantity(), position.quantity());
        check(() -> nameOf(report, "entry value of I" + terms.id()), expected.entryValue(), position.entryValue());
        check(() -> nameOf(report, "entry cost of I" + terms.id()), expected.entryCost(), position.entryCost());
        check(() -> nameOf(report, "unrealised of I" + terms.id()),
                book.judge().unrealised(account, terms, book.market()).longValueExact(), position.unrealised());
    }

    private static PositionReport positionOf(final AccountReport report, final int instrument) {
        for (final PositionReport position : report.positions()) {
            if (position.instrument() == instrument) {
                return position;
            }
        }
        throw new Discrepancy(nameOf(report, "position in I" + instrument + " is missing"));
    }

    private void compareMargin(final AccountReport report, final ModelAccount account) {
        final boolean isFrozen = account.isFrozen();
        check(() -> nameOf(report, "liquidation"), account.liquidation() == null ? 0 : account.liquidation().id(),
                Math.max(0, report.liquidation()));
        if (isFrozen && account.liquidation() == null) {
            check(report.isCrossed() || report.liquidation() == -1,
                    () -> nameOf(report, "breached, neither crossed nor frozen"));
        }
        if (!isFrozen) {
            check(() -> nameOf(report, "liquidation"), 0L, report.liquidation());
        }
        if (!book.market().isTrustedThroughout()) {
            return;
        }
        final Health maintenance = account.health();
        check(() -> nameOf(report, "equity"),
                book.terms().floor(maintenance.equity()).longValueExact(), report.equity());
        check(() -> nameOf(report, "maintenance margin"),
                book.terms().ceil(maintenance.requirement()).longValueExact(), report.maintenanceMargin());
        final Health initial = book.judge().initial(account, book.market(), rates);
        check(() -> nameOf(report, "initial margin"),
                book.terms().ceil(initial.requirement()).longValueExact(), report.initialMargin());
        if (!isFrozen || report.liquidation() != 0) {
            check(() -> nameOf(report, "status"), statusOf(account, initial), report.status());
        }
    }

    /** {@return the status of an account at prices that can be trusted, whose liquidation, if it breached, began} */
    static AccountStatus statusOf(final ModelAccount account, final Health initial) {
        if (account.isClosed()) {
            return AccountStatus.CLOSED;
        }
        if (account.isFrozen()) {
            return account.isBankrupt() ? AccountStatus.BANKRUPT : AccountStatus.LIQUIDATING;
        }
        return initial.isShort() ? AccountStatus.MARGIN_CALL : AccountStatus.HEALTHY;
    }

    /** Compares the house's balances. */
    void compareHouse(final Inspector inspector) {
        for (final AssetTerms asset : book.terms().assets()) {
            final int id = asset.id();
            check(() -> "EXTERNAL A" + id, book.external(id), inspector.houseBalance(HouseAccount.EXTERNAL, 0, id));
            check(() -> "IN_TRANSIT A" + id,
                    book.inTransit(id), inspector.houseBalance(HouseAccount.IN_TRANSIT, 0, id));
            check(() -> "FEES A" + id, book.fees(id), inspector.houseBalance(HouseAccount.FEES, 0, id));
            check(() -> "SOCIALISED A" + id,
                    book.socialised(id), inspector.houseBalance(HouseAccount.SOCIALISED, 0, id));
            for (int i = 0; i < Insurance.POOLS; i++) {
                final int pool = i;
                check(() -> "INSURANCE of pool " + pool + ", A" + id, book.insurance().balance(pool, id),
                        inspector.houseBalance(HouseAccount.INSURANCE, pool, id));
            }
        }
        for (final InstrumentTerms terms : book.terms().instruments()) {
            check(() -> "FUNDING I" + terms.id(), book.funding(terms.id()),
                    inspector.houseBalance(HouseAccount.FUNDING, terms.id(), terms.settlementAsset()));
            check(() -> "what FUNDING and the holders of I" + terms.id() + " owe each other",
                    BigInteger.ZERO, book.fundingGap(terms.id()));
            check(() -> "CLEARING I" + terms.id(), book.clearing(terms.id()),
                    inspector.houseBalance(HouseAccount.CLEARING, terms.id(), terms.settlementAsset()));
        }
    }
}
