package io.evenkeel.core.sim.crash;

import io.evenkeel.core.sim.World;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelBook;
import java.util.List;

/**
 * A small market before its crash. In a narrow one all money is one asset, the numeraire or another, and there is one
 * insurance pool: what an account has is then one number of units, and so is what it lacks. A wide one has a second
 * front, where markets settle in another asset, an asset that is pledged for both, and pools of segments.
 *
 * @param world     assets, instruments, accounts and first prices.
 * @param fronts    markets by the asset in which they settle: one front, or two.
 * @param pledged   the asset that is pledged in a wide market; -1 in a narrow one.
 * @param traders   accounts that will hold positions.
 * @param keepers   accounts with little capital that will bid.
 * @param backstops accounts that will be registered as backstops.
 * @param rescuers  one account of each owner, which comes at last, with more than enough.
 */
record CrashMarket(
        World world,
        List<Front> fronts,
        int pledged,
        List<Long> traders,
        List<Long> keepers,
        List<Long> backstops,
        List<Long> rescuers) {

    private static final double PPM = 1e6;

    /** {@return whether there are two fronts} */
    boolean isWide() {
        return fronts.size() > 1;
    }

    /** {@return so many coins of the numeraire in units of an asset, at its first price} */
    long coins(final int asset, final double coins) {
        return Math.max(1, (long) (coins * unitsPerCoin(asset)));
    }

    /** Units worth one coin of the numeraire. */
    private double unitsPerCoin(final int asset) {
        final AssetTerms terms = world.terms().assets().get(asset);
        return terms.isNumeraire()
                ? PPM
                : Math.pow(10, -terms.exponent() - terms.priceExponent()) / world.assetPrices().get(asset);
    }

    /** {@return terms of an instrument} */
    InstrumentTerms instrument(final int id) {
        return world.terms().instruments().get(id);
    }

    /** {@return number of instruments} */
    int instruments() {
        return world.terms().instruments().size();
    }

    /** {@return insurance pools that have markets} */
    List<Integer> pools() {
        return world.terms().instruments().stream().map(InstrumentTerms::pool).distinct().sorted().toList();
    }

    /** {@return what has yet to be charged, or covered, in the markets of a segment} */
    long missing(final Segment segment, final ModelBook book) {
        return world.terms().instruments().stream()
                .filter(segment::has)
                .mapToLong(terms -> book.deficits().of(terms.id(), true)
                        + book.deficits().of(terms.id(), false)
                        + book.deficits().open(terms.id()))
                .sum();
    }
}
