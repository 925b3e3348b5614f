package io.evenkeel.core.sim;

import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.model.Funding;
import io.evenkeel.model.Market;
import java.math.BigInteger;

/** Where walls on instruments stand: on net prices where there is funding, else on marks (SPEC 9). */
final class Walls {
    private Walls() {
    }

    /** {@return the wall as a net price, 10^-9 mantissas} */
    static BigInteger netPrice(final PositionReport position, final Market market) {
        final BigInteger trigger = BigInteger.valueOf(position.trigger());
        return market.isFunded(position.instrument()) ? trigger : trigger.multiply(Funding.SCALE);
    }

    /** {@return the lowest mark at or above the wall, funding being what it is} */
    static long markAbove(final PositionReport position, final Market market) {
        return -divideFloor(mark(position, market).negate());
    }

    /** {@return the mark nearest to the wall that is still inside the box} */
    static long lastMarkInside(final PositionReport position, final Market market) {
        return position.quantity() > 0 ? markAbove(position, market) : divideFloor(mark(position, market));
    }

    private static BigInteger mark(final PositionReport position, final Market market) {
        return netPrice(position, market).add(market.funding(position.instrument(), position.quantity() > 0));
    }

    private static long divideFloor(final BigInteger parts) {
        final BigInteger[] quotient = parts.divideAndRemainder(Funding.SCALE);
        return (parts.signum() < 0 && quotient[1].signum() != 0 ? quotient[0].subtract(BigInteger.ONE) : quotient[0])
                .longValueExact();
    }
}
