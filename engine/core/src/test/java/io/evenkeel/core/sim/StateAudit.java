package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.AccountStatus;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.core.sim.model.AssetTerms;
import io.evenkeel.core.sim.model.Health;
import io.evenkeel.core.sim.model.InitialRates;
import io.evenkeel.core.sim.model.InstrumentTerms;
import io.evenkeel.core.sim.model.ModelAccount;
import io.evenkeel.core.sim.model.ModelBook;
import io.evenkeel.core.sim.model.ModelPosition;

/** Compares what the engine reports with the model: balances, positions, equity, margins, statuses, the house. */
final class StateAudit {
    private final ModelBook book;

    StateAudit(final ModelBook book) {
        this.book = book;
    }

    /**
     * Compares one account's report.
     *
     * @param rates IM tiers as they stand; null to leave out what depends on IM.
     */
    void compare(final AccountReport report, final InitialRates rates) {
        final ModelAccount account = book.account(report.account());
        final String name = "account " + report.account() + " ";
        for (final AssetTerms asset : book.terms().assets()) {
            check(name + "balance of A" + asset.id(), account.balance(asset.id()), balanceOf(report, asset.id()));
        }
        int open = 0;
        for (final InstrumentTerms terms : book.terms().instruments()) {
            final ModelPosition position = account.position(terms.id());
            if (position.quantity() != 0) {
                open++;
                comparePosition(name + "I" + terms.id() + " ", report, account, terms);
            }
        }
        check(name + "positions", open, report.positions().size());
        if (!account.isOmnibus()) {
            compareMargin(name, report, account, rates);
        }
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
            final String name, final AccountReport report, final ModelAccount account, final InstrumentTerms terms) {
        final PositionReport position = report.positions().stream()
                .filter(each -> each.instrument() == terms.id())
                .findFirst()
                .orElseThrow(() -> new Discrepancy(name + "is missing"));
        final ModelPosition expected = account.position(terms.id());
        check(name + "quantity", expected.quantity(), position.quantity());
        check(name + "entry value", expected.entryValue(), position.entryValue());
        check(name + "entry cost", expected.entryCost(), position.entryCost());
        check(name + "unrealised",
                book.judge().unrealised(account, terms, book.market()).longValueExact(), position.unrealised());
    }

    private void compareMargin(
            final String name, final AccountReport report, final ModelAccount account, final InitialRates rates) {
        final boolean isFrozen = account.isFrozen();
        check(name + "liquidation", account.liquidation() == null ? 0 : account.liquidation().id(),
                Math.max(0, report.liquidation()));
        if (isFrozen && account.liquidation() == null && !account.isBankrupt()) {
            check(report.isCrossed() || report.liquidation() == -1, name + "breached, neither crossed nor frozen");
        }
        if (!isFrozen) {
            check(name + "liquidation", 0L, report.liquidation());
        }
        if (!book.market().isTrustedThroughout()) {
            return;
        }
        final Health maintenance = account.health();
        check(name + "equity", book.terms().floor(maintenance.equity()).longValueExact(), report.equity());
        check(name + "maintenance margin",
                book.terms().ceil(maintenance.requirement()).longValueExact(), report.maintenanceMargin());
        if (account.isBankrupt()) {
            check(name + "status", AccountStatus.BANKRUPT, report.status());
        } else if (isFrozen && report.liquidation() != 0) {
            check(name + "status", AccountStatus.LIQUIDATING, report.status());
        }
        if (rates != null) {
            compareInitial(name, report, account, rates);
        }
    }

    private void compareInitial(
            final String name, final AccountReport report, final ModelAccount account, final InitialRates rates) {
        final Health initial = book.judge().initial(account, book.market(), rates);
        check(name + "initial margin",
                book.terms().ceil(initial.requirement()).longValueExact(), report.initialMargin());
        if (!account.isFrozen()) {
            final AccountStatus status = initial.isShort() ? AccountStatus.MARGIN_CALL : AccountStatus.HEALTHY;
            check(name + "status", status, report.status());
        }
    }

    /** Compares the house's balances. */
    void compareHouse(final Inspector inspector) {
        for (final AssetTerms asset : book.terms().assets()) {
            final int id = asset.id();
            check("EXTERNAL A" + id, book.external(id), inspector.houseBalance(HouseAccount.EXTERNAL, 0, id));
            check("FEES A" + id, book.fees(id), inspector.houseBalance(HouseAccount.FEES, 0, id));
            check("INSURANCE A" + id, book.insurance(id), inspector.houseBalance(HouseAccount.INSURANCE, 0, id));
        }
        for (final InstrumentTerms terms : book.terms().instruments()) {
            check("CLEARING I" + terms.id(), book.clearing(terms.id()),
                    inspector.houseBalance(HouseAccount.CLEARING, terms.id(), terms.settlementAsset()));
        }
    }
}
