package io.evenkeel.tools.report;

import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;

/**
 * Who holds money: an account, or a house account.
 *
 * @param account account id; 0 for the house.
 * @param house   which account of the house; null for a participant's.
 * @param id      instrument of CLEARING and FUNDING, pool of INSURANCE, else 0.
 */
record Holder(long account, HouseAccount house, int id) {
    static Holder account(final long account) {
        return new Holder(account, null, 0);
    }

    static Holder house(final HouseAccount house) {
        return new Holder(0, house, 0);
    }

    static Holder house(final HouseAccount house, final int id) {
        return new Holder(0, house, id);
    }

    /** {@return an insurance pool} */
    static Holder pool(final int pool) {
        return house(HouseAccount.INSURANCE, pool);
    }

    /** {@return the insurance pool that gains and loses by an account of its own} */
    static Holder poolOf(final long account) {
        return pool((int) (account - AccountStore.POOL_ID));
    }

    boolean isHouse() {
        return house != null;
    }

    @Override
    public String toString() {
        if (house == null) {
            return "account " + account;
        }
        return switch (house) {
            case CLEARING, FUNDING -> house + "/" + id;
            case INSURANCE -> house + "/" + poolName(id);
            case EXTERNAL, FEES, IN_TRANSIT, SOCIALISED -> house.name();
        };
    }

    /** {@return how a pool is called: MAIN, or its number} */
    static String poolName(final int pool) {
        return pool == 0 ? "MAIN" : String.valueOf(pool);
    }
}
