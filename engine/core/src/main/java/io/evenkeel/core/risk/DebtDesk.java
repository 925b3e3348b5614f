package io.evenkeel.core.risk;

import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.HouseAccounts;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.liquidation.LiquidationDesk;
import io.evenkeel.core.liquidation.LiquidationStore;

/**
 * Pays what an account owes whose liquidation has nothing left to sell, so that no debt is left with it (SPEC 2,
 * invariant 6): insurance within its limits, and what is still missing the holders of the market in which it was lost.
 * Debts in assets that this market does not settle in are nobody's there, so insurance pays them whatever it has.
 * No allocation.
 */
final class DebtDesk implements LiquidationDesk.DebtBearer {
    private final RiskStores stores;
    private final DeficitDesk deficitDesk;

    DebtDesk(final RiskStores stores, final DeficitDesk deficitDesk) {
        this.stores = stores;
        this.deficitDesk = deficitDesk;
    }

    /** In order of asset id. */
    @Override
    public void bear(final int liquidation) {
        final int account = stores.liquidations().account(liquidation);
        for (int asset = 0; asset < stores.listings().assetCount(); asset++) {
            final int exposure = stores.accounts().findExposure(account, asset);
            final long balance =
                    exposure == ExposureStore.NONE ? 0 : stores.accounts().exposures().balance(exposure);
            if (balance < 0) {
                bear(liquidation, exposure, stores.listings().asset(asset), -balance);
            }
        }
    }

    private void bear(final int liquidation, final int exposure, final Asset asset, final long debt) {
        final int market = stores.liquidations().lossMarket(liquidation);
        final boolean isSettled = market != LiquidationStore.NONE
                && stores.listings().instrument(market).settlementAsset() == asset.id();
        final long insured = isSettled
                ? Math.min(debt, stores.liquidationDesk().insuranceMeans(liquidation, asset))
                : debt;
        if (insured > 0) {
            insure(liquidation, exposure, asset, insured);
        }
        if (insured < debt) {
            charge(liquidation, exposure, stores.listings().instrument(market), debt - insured);
        }
    }

    private void insure(final int liquidation, final int exposure, final Asset asset, final long amount) {
        final LiquidationDesk desk = stores.liquidationDesk();
        desk.countInsurance(liquidation, asset, amount);
        stores.ledger().pay(exposure, amount, HouseAccount.INSURANCE, HouseAccounts.MAIN_POOL);
        desk.events().debtInsured(stores.liquidations().id(liquidation), accountId(liquidation), asset.id(), amount);
    }

    private void charge(final int liquidation, final int exposure, final Instrument market, final long amount) {
        stores.ledger().pay(exposure, amount, HouseAccount.SOCIALISED, 0);
        deficitDesk.take(
                stores.liquidations().id(liquidation),
                accountId(liquidation),
                market,
                stores.liquidations().isLossOfLong(liquidation),
                amount);
    }

    private long accountId(final int liquidation) {
        return stores.accounts().id(stores.liquidations().account(liquidation));
    }
}
