package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.Discrepancy.check;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.Funding;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.PriceView;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Recomputes a certificate at its corner (SPEC 9). A wall counts only if it stands in a ladder: without one, the price
 * is taken as far as it can go, so a certificate that leans on an entry that is not there fails.
 */
final class CornerAudit {
    private static final long LINKED = -1;
    private static final long NO_WALL = -2;

    private final ModelBook book;
    private final Tally tally;
    private final Map<Long, Passed> passed = new HashMap<>();
    private boolean isFromNothing;

    CornerAudit(final ModelBook book, final Tally tally) {
        this.book = book;
        this.tally = tally;
    }

    /** A certificate that passed: all that its corner depends on, and the signs of G there. */
    private static final class Passed {
        private final long[] inputs;
        private final int[] signs;

        Passed(final long[] inputs, final int[] signs) {
            this.inputs = inputs;
            this.signs = signs;
        }
    }

    /** Says whether, from now on, every corner is recomputed, whatever is known about it. */
    void recomputeFromNothing(final boolean isDemanded) {
        isFromNothing = isDemanded;
    }

    /**
     * Audits an account that is certified: not in liquidation and not waiting in a task. A corner whose inputs are
     * those of the last time is not computed again.
     */
    void audit(final AccountReport report) {
        final long[] inputs = inputsOf(report);
        final Passed last = passed.get(report.account());
        final boolean isKnown = last != null && Arrays.equals(last.inputs, inputs);
        final int[] signs = isKnown && !isFromNothing ? last.signs : recompute(report);
        if (!isKnown) {
            passed.put(report.account(), new Passed(inputs, signs));
            tally.count(Tally.Kind.CHANGED_CORNERS);
        }
        check(!isKnown || Arrays.equals(last.signs, signs), () -> "signs kept are not those of " + report);
        for (final PositionReport position : report.positions()) {
            checkInside(report, position);
        }
        for (final BalanceReport balance : report.balances()) {
            checkInside(report, balance, signs[balance.asset()]);
        }
        tally.count(Tally.Kind.CORNERS);
    }

    private long[] inputsOf(final AccountReport report) {
        final PriceView judged = book.market().judged();
        final ModelAccount account = book.account(report.account());
        final long[] inputs = new long[report.positions().size() * 8 + book.terms().assets().size() * 4 + 1];
        int at = 0;
        inputs[at++] = book.inForce().numberFor(account);
        for (final PositionReport position : report.positions()) {
            inputs[at++] = position.instrument();
            inputs[at++] = position.quantity();
            inputs[at++] = position.entryValue();
            inputs[at++] = position.trigger();
            inputs[at++] = book.market().funding(position.instrument(), position.quantity() > 0).longValueExact();
            inputs[at++] = account.position(position.instrument()).fundedAt().longValueExact();
            inputs[at++] = account.position(position.instrument()).carry().longValueExact();
            inputs[at++] = unlinked(position.isLinked(), PricedKind.INSTRUMENT, position.instrument(),
                    judged.instrumentPrice(position.instrument(), position.quantity() > 0));
        }
        for (final AssetTerms asset : book.terms().assets()) {
            final BalanceReport balance = balanceOf(report, asset.id());
            final boolean isLinked = balance != null && balance.isLinked();
            inputs[at++] = balance == null ? 0 : balance.balance();
            inputs[at++] = balance == null ? 0 : balance.bound();
            inputs[at++] = unlinked(isLinked, PricedKind.ASSET, asset.id(), judged.assetPrice(asset.id(), 1));
            inputs[at++] = unlinked(isLinked, PricedKind.ASSET, asset.id(), judged.assetPrice(asset.id(), -1));
        }
        return inputs;
    }

    private static BalanceReport balanceOf(final AccountReport report, final int asset) {
        for (final BalanceReport balance : report.balances()) {
            if (balance.asset() == asset) {
                return balance;
            }
        }
        return null;
    }

    /** {@return what a corner takes from a wall's link: the price judged by where none stands and none is needed} */
    private long unlinked(final boolean isLinked, final PricedKind kind, final int priced, final long price) {
        if (isLinked) {
            return LINKED;
        }
        return book.market().allowsLiquidation(kind, priced) ? NO_WALL : price;
    }

    /** {@return health at the corner of an account's box, as a numerator} */
    BigInteger cornerMargin(final AccountReport report) {
        return book.judge().maintenance(book.account(report.account()), new Corner(report)).margin();
    }

    private int[] recompute(final AccountReport report) {
        final ModelAccount account = book.account(report.account());
        final Corner corner = new Corner(report);
        final BigInteger margin = book.judge().maintenance(account, corner).margin();
        check(margin.signum() >= 0, () -> "corner of account " + report.account() + " is " + margin + ": " + report);
        tally.add(Tally.Kind.TIGHT_CORNERS, margin.compareTo(book.terms().scale()) < 0 ? 1 : 0);
        final int[] signs = new int[book.terms().assets().size()];
        for (int asset = 0; asset < signs.length; asset++) {
            signs[asset] = book.judge().signIn(asset, account, corner);
        }
        return signs;
    }

    private void checkInside(final AccountReport report, final PositionReport position) {
        final BigInteger net = book.market().judged().netPrice(position.instrument(), position.quantity() > 0);
        final int beyond = net.compareTo(Walls.netPrice(position, book.market()));
        check(!position.isLinked() || (position.quantity() > 0 ? beyond >= 0 : beyond <= 0),
                () -> "I" + position.instrument() + " at " + net + " is outside the box of " + report);
    }

    private void checkInside(final AccountReport report, final BalanceReport balance, final int sign) {
        final long price = book.market().judged().assetPrice(balance.asset(), sign);
        final boolean isInside = sign > 0 ? price >= balance.bound() : sign == 0 || price <= balance.bound();
        check(balance.asset() == 0 || !balance.isLinked() || isInside || isUpperByCeiling(report, balance),
                () -> "A" + balance.asset() + " at " + price + " is outside the box of " + report);
    }

    /**
     * Whether a wall that stands above the price of an asset is one that the price must not rise to. The core works
     * with funding at a ceiling above today's, and with stricter tiers until an account has adopted milder ones: there
     * G may be negative though it is positive today; then health at any price below the wall must be enough today.
     */
    private boolean isUpperByCeiling(final AccountReport report, final BalanceReport balance) {
        for (final PositionReport position : report.positions()) {
            if (book.terms().instruments().get(position.instrument()).settlementAsset() == balance.asset()) {
                return balance.bound() > book.market().judged().assetPrice(balance.asset(), 1);
            }
        }
        return false;
    }

    /** The corner of one account's box. */
    private final class Corner implements PriceView {
        private final AccountReport report;

        Corner(final AccountReport report) {
            this.report = report;
        }

        @Override
        public long instrumentPrice(final int instrument, final boolean isLong) {
            final PositionReport position = positionIn(instrument);
            if (position == null) {
                return book.market().mark(instrument);
            }
            return position.isLinked() ? Walls.markAbove(position, book.market()) : unbound(instrument, isLong);
        }

        @Override
        public BigInteger netPrice(final int instrument, final boolean isLong) {
            final PositionReport position = positionIn(instrument);
            return position != null && position.isLinked()
                    ? Walls.netPrice(position, book.market())
                    : BigInteger.valueOf(instrumentPrice(instrument, isLong)).multiply(Funding.SCALE)
                            .subtract(book.market().funding(instrument, isLong));
        }

        private PositionReport positionIn(final int instrument) {
            for (final PositionReport position : report.positions()) {
                if (position.instrument() == instrument) {
                    return position;
                }
            }
            return null;
        }

        private long unbound(final int instrument, final boolean isLong) {
            if (!book.market().allowsLiquidation(PricedKind.INSTRUMENT, instrument)) {
                return book.market().judged().instrumentPrice(instrument, isLong);
            }
            check(isLong, () -> "a short of account " + report.account() + " has no wall: " + report);
            return 0;
        }

        @Override
        public long assetPrice(final int asset, final int sign) {
            if (asset == 0 || sign == 0) {
                return book.market().price(asset);
            }
            final BalanceReport balance = balanceOf(report, asset);
            if (balance != null && balance.isLinked()) {
                return sign > 0 && isUpperByCeiling(report, balance) ? 0 : Math.max(0, balance.bound());
            }
            if (!book.market().allowsLiquidation(PricedKind.ASSET, asset)) {
                return book.market().judged().assetPrice(asset, sign);
            }
            check(sign > 0,
                    () -> "a debt of account " + report.account() + " in A" + asset + " has no wall: " + report);
            return 0;
        }
    }
}
