package io.evenkeel.model;

import java.math.BigInteger;

/** A position: quantity, entry value V and entry cost C (SPEC 2). */
public final class ModelPosition {
    private long quantity;
    private long entryValue;
    private long entryCost;
    private BigInteger fundedAt = BigInteger.ZERO;
    private BigInteger carry = BigInteger.ZERO;

    /** Makes an empty position. */
    public ModelPosition() {
    }

    /** Makes a copy. */
    public ModelPosition(final ModelPosition other) {
        quantity = other.quantity;
        entryValue = other.entryValue;
        entryCost = other.entryCost;
        fundedAt = other.fundedAt;
        carry = other.carry;
    }

    /** {@return signed quantity} */
    public long quantity() {
        return quantity;
    }

    /** {@return whether a signed change only makes a signed quantity smaller, to nothing at most} */
    public static boolean isReducing(final long held, final long change) {
        return change != 0
                && Long.signum(held) == -Long.signum(change)
                && Math.abs(change) <= Math.abs(held);
    }

    /** {@return V, settlement asset units} */
    public long entryValue() {
        return entryValue;
    }

    /** {@return C, settlement asset units} */
    public long entryCost() {
        return entryCost;
    }

    /** {@return F₀: cumulative funding of its side when it was last settled} */
    public BigInteger fundedAt() {
        return fundedAt;
    }

    /** {@return c: what it was charged too much, in 10^-9 units, from 0 to below one unit} */
    public BigInteger carry() {
        return carry;
    }

    /** Unrealised profit is paid: V takes it in, C does not. */
    void pay(final long profit) {
        entryValue = Math.addExact(entryValue, profit);
    }

    /** Settles funding. {@return the charge, in whole units} */
    long settle(final InstrumentTerms terms, final BigInteger cumulative) {
        final BigInteger charge = Funding.charge(this, terms, cumulative);
        carry = carry.add(charge.multiply(Funding.SCALE)).subtract(Funding.owed(this, terms, cumulative));
        fundedAt = cumulative;
        return charge.longValueExact();
    }

    /** The index moves on, and with it the position: it owes nothing for that. */
    void moveFunded(final BigInteger step) {
        fundedAt = fundedAt.add(step);
    }

    /** Starts to accrue anew, as a position of another side does. {@return the carry that is left behind} */
    BigInteger accrueFrom(final BigInteger cumulative) {
        final BigInteger left = carry;
        fundedAt = cumulative;
        carry = BigInteger.ZERO;
        return left;
    }

    /**
     * What a leg realised.
     *
     * @param onValue what goes to the balance against CLEARING.
     * @param onCost  what is reported.
     */
    public record Profit(long onValue, long onCost) {
    }

    /**
     * Books a leg.
     *
     * @param terms  the instrument.
     * @param change signed quantity.
     * @param price  price of the trade.
     * @return what it realised.
     */
    public Profit book(final InstrumentTerms terms, final long change, final long price) {
        if (quantity == 0 || Long.signum(quantity) == Long.signum(change)) {
            grow(terms, change, price);
            return new Profit(0, 0);
        }
        final long closing = Math.abs(change) <= Math.abs(quantity) ? change : -quantity;
        final Profit profit = shrink(terms, closing, price);
        if (closing != change) {
            grow(terms, change - closing, price);
        }
        return profit;
    }

    private void grow(final InstrumentTerms terms, final long change, final long price) {
        final long value = terms.notional(change, price).longValueExact();
        quantity = Math.addExact(quantity, change);
        entryValue = Math.addExact(entryValue, value);
        entryCost = Math.addExact(entryCost, value);
    }

    private Profit shrink(final InstrumentTerms terms, final long change, final long price) {
        final long value = terms.notional(change, price).longValueExact();
        final long releasedValue = released(entryValue, change);
        final long releasedCost = released(entryCost, change);
        quantity += change;
        entryValue -= releasedValue;
        entryCost -= releasedCost;
        return new Profit(-value - releasedValue, -value - releasedCost);
    }

    private long released(final long whole, final long change) {
        return BigInteger.valueOf(whole)
                .multiply(BigInteger.valueOf(Math.abs(change)))
                .divide(BigInteger.valueOf(Math.abs(quantity)))
                .longValueExact();
    }
}
