package io.evenkeel.tools.report;

import io.evenkeel.core.inspect.HouseAccount;

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

    boolean isHouse() {
        return house != null;
    }

    @Override
    public String toString() {
        return house == null ? "account " + account : id == 0 ? house.name() : house + "/" + id;
    }
}
