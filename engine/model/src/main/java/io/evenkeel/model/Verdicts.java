package io.evenkeel.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Accounts' equity and maintenance margin as last judged by one kind of prices, each beside every number that it was
 * worked out from: as long as none of them differs, the verdict stands. {@link #renew} judges anew all the same and
 * fails where the verdict that was kept is another.
 */
final class Verdicts {
    private final Judge judge;
    private final PriceView prices;
    private final Terms terms;
    private final TermsInForce inForce;
    private final Map<Long, Verdict> kept = new HashMap<>();
    private final long[] inputs;

    Verdicts(final TermsInForce inForce, final Judge judge, final PriceView prices) {
        this.inForce = inForce;
        terms = inForce.latest();
        this.judge = judge;
        this.prices = prices;
        inputs = new long[3 * terms.assets().size() + 6 * terms.instruments().size() + 1];
    }

    /** A health and the numbers behind it. */
    private static final class Verdict {
        private final long[] inputs;
        private final Health health;

        Verdict(final long[] inputs, final Health health) {
            this.inputs = inputs;
            this.health = health;
        }
    }

    /** {@return health of an account, judged anew only where something that it depends on has changed} */
    Health of(final ModelAccount account) {
        final Verdict verdict = standing(account);
        return verdict == null ? judge(account) : verdict.health;
    }

    /** {@return health of an account, judged anew whatever is known about it} */
    Health renew(final ModelAccount account) {
        final Verdict verdict = standing(account);
        final Health health = judge(account);
        if (verdict != null && !verdict.health.equals(health)) {
            throw new IllegalStateException(
                    "account " + account.id() + " was kept as " + verdict.health + " and is " + health);
        }
        return health;
    }

    /** {@return what is known of an account by the very numbers that it stands at now, or null} */
    private Verdict standing(final ModelAccount account) {
        read(account);
        final Verdict verdict = kept.get(account.id());
        return verdict != null && Arrays.equals(verdict.inputs, inputs) ? verdict : null;
    }

    private Health judge(final ModelAccount account) {
        final Health health = judge.maintenance(account, prices);
        kept.put(account.id(), new Verdict(inputs.clone(), health));
        return health;
    }

    private void read(final ModelAccount account) {
        Arrays.fill(inputs, 0);
        inputs[0] = inForce.numberFor(account);
        int at = 1;
        for (int asset = 0; asset < terms.assets().size(); asset++, at += 3) {
            inputs[at] = account.balance(asset);
            if (isExposed(account, asset)) {
                inputs[at + 1] = prices.assetPrice(asset, 1);
                inputs[at + 2] = prices.assetPrice(asset, -1);
            }
        }
        for (int instrument = 0; instrument < terms.instruments().size(); instrument++, at += 6) {
            final ModelPosition position = account.position(instrument);
            if (position.quantity() != 0) {
                inputs[at] = position.quantity();
                inputs[at + 1] = position.entryValue();
                inputs[at + 2] = prices.instrumentPrice(instrument, position.quantity() > 0);
                inputs[at + 3] = prices.netPrice(instrument, position.quantity() > 0).longValueExact();
                inputs[at + 4] = position.fundedAt().longValueExact();
                inputs[at + 5] = position.carry().longValueExact();
            }
        }
    }

    private boolean isExposed(final ModelAccount account, final int asset) {
        if (account.balance(asset) != 0) {
            return true;
        }
        for (int instrument = 0; instrument < terms.instruments().size(); instrument++) {
            if (account.position(instrument).quantity() != 0
                    && terms.instruments().get(instrument).settlementAsset() == asset) {
                return true;
            }
        }
        return false;
    }
}
