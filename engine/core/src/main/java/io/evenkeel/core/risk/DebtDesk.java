package io.evenkeel.core.risk;

import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.liquidation.LiquidationDesk;

/**
 * Pays what an account owes whose liquidation has nothing left to sell, so that no debt is left with it (SPEC 2,
 * invariant 6): insurance within its limits, and what is still missing the holders of the market in which the account
 * closed its last position that settles in what it owes. No allocation.
 */
final class DebtDesk implements LiquidationDesk.DebtBearer {
    private final RiskStores stores;
    private final ExposureStore exposures;
    private final DeficitDesk deficitDesk;

    DebtDesk(final RiskStores stores, final DeficitDesk deficitDesk) {
        this.stores = stores;
        this.exposures = stores.accounts().exposures();
        this.deficitDesk = deficitDesk;
    }

    /** In order of asset id. */
    @Override
    public void bear(final int liquidation) {
        final int account = stores.liquidations().account(liquidation);
        for (int asset = 0; asset < stores.listings().assetCount(); asset++) {
            final int exposure = stores.accounts().findExposure(account, asset);
            if (exposure != ExposureStore.NONE && exposures.balance(exposure) < 0) {
                bear(liquidation, exposure, stores.listings().asset(asset));
            }
        }
    }

    private void bear(final int liquidation, final int exposure, final Asset asset) {
        final long debt = -exposures.balance(exposure);
        final int pool = stores.insurance().ofDebt(stores.liquidations().account(liquidation), asset.id());
        final long insured = Math.min(debt, stores.insurance().means(liquidation, pool, asset));
        if (insured > 0) {
            insure(liquidation, exposure, pool, asset, insured);
        }
        if (insured < debt) {
            charge(liquidation, exposure, debt - insured);
        }
    }

    private void insure(
            final int liquidation, final int exposure, final int pool, final Asset asset, final long amount) {
        stores.insurance().count(liquidation, pool, asset, amount);
        stores.ledger().pay(exposure, amount, HouseAccount.INSURANCE, pool);
        stores.liquidationDesk().events().debtInsured(
                stores.liquidations().id(liquidation),
                accountId(liquidation),
                pool,
                asset.id(),
                amount,
                stores.accounts().breachPosition(stores.liquidations().account(liquidation)));
    }

    /** Only positions make debts, so one was closed where there are none any more. */
    private void charge(final int liquidation, final int exposure, final long amount) {
        final Instrument market = stores.listings().instrument(exposures.lastClosed(exposure));
        stores.ledger().pay(exposure, amount, HouseAccount.SOCIALISED, 0);
        deficitDesk.take(
                stores.liquidations().id(liquidation),
                accountId(liquidation),
                market,
                exposures.wasLong(exposure),
                amount);
    }

    private long accountId(final int liquidation) {
        return stores.accounts().id(stores.liquidations().account(liquidation));
    }
}
