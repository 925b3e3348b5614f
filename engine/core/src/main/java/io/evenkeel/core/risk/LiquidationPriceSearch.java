package io.evenkeel.core.risk;

import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.Health;
import java.util.OptionalLong;

/**
 * Where a position would be liquidated, all else equal: for a long the lowest grid mark at which health is not
 * negative, for a short the highest. Health is monotone in the mark, so bisection finds it. For reports: allocates.
 */
final class LiquidationPriceSearch {
    private static final long FURTHEST = 1_000;

    private final AccountView view;
    private final Health sums = new Health();
    private final Int128 health = new Int128();
    private final long[] netPrices = new long[Bounds.MAX_POSITIONS + 1];
    private final long[] assetPrices = new long[Bounds.MAX_EXPOSURES + 1];

    LiquidationPriceSearch(final AccountView view) {
        this.view = view;
    }

    OptionalLong of(final int instrumentId) {
        int wanted = -1;
        for (int i = 0; i < view.positionCount(); i++) {
            netPrices[i] = view.netPrices()[i];
            wanted = view.instrument(i).id() == instrumentId ? i : wanted;
        }
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            assetPrices[ordinal] = view.asset(ordinal).price();
        }
        if (wanted < 0 || !isSolventAt(wanted, view.instrument(wanted).mark())) {
            return OptionalLong.empty();
        }
        return view.quantity(wanted) > 0 ? lowestOfLong(wanted) : highestOfShort(wanted);
    }

    private OptionalLong lowestOfLong(final int wanted) {
        final Instrument instrument = view.instrument(wanted);
        long lowest = 1;
        long highest = instrument.mark() / instrument.tick();
        if (isSolventAt(wanted, instrument.tick()) || !isSolventAt(wanted, highest * instrument.tick())) {
            return isSolventAt(wanted, instrument.tick())
                    ? OptionalLong.empty()
                    : OptionalLong.of((highest + 1) * instrument.tick());
        }
        while (lowest < highest) {
            final long middle = (lowest + highest) >>> 1;
            if (isSolventAt(wanted, middle * instrument.tick())) {
                highest = middle;
            } else {
                lowest = middle + 1;
            }
        }
        return OptionalLong.of(lowest * instrument.tick());
    }

    private OptionalLong highestOfShort(final int wanted) {
        final Instrument instrument = view.instrument(wanted);
        long lowest = instrument.mark() / instrument.tick();
        long highest = instrument.mark() * FURTHEST / instrument.tick();
        if (isSolventAt(wanted, highest * instrument.tick())) {
            return OptionalLong.empty();
        }
        while (lowest < highest) {
            final long middle = (lowest + highest + 1) >>> 1;
            if (isSolventAt(wanted, middle * instrument.tick())) {
                lowest = middle;
            } else {
                highest = middle - 1;
            }
        }
        return OptionalLong.of(lowest * instrument.tick());
    }

    private boolean isSolventAt(final int wanted, final long price) {
        netPrices[wanted] = view.instrument(wanted).netPrice(price, view.quantity(wanted) > 0);
        sums.sum(view, netPrices, view.fundingMarks());
        return !sums.total(view, assetPrices, health).isNegative();
    }
}
