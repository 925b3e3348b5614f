package io.evenkeel.core.law.breach;

import java.util.function.ToDoubleFunction;

/** Computes with rounding that hardware and compilers may choose. */
public final class FloatingEstimate {
    double estimate;
    float[] rates;
    Double boxed;

    long viaCast(final long amount) {
        return (long) (amount * 0.95);
    }

    long viaFloat(final int amount) {
        return Math.round(amount / 3f);
    }

    long viaCall(final long amount) {
        return (long) Math.sqrt((double) amount);
    }

    Object viaArray() {
        return new double[8];
    }

    Object viaBox(final Number amount) {
        return amount.doubleValue();
    }

    boolean viaCompare(final long left, final long right) {
        return (double) left < right;
    }

    ToDoubleFunction<Number> viaReference() {
        return Number::doubleValue;
    }

    long viaParameter(final double amount) {
        return 0;
    }

    double viaResult() {
        return estimate;
    }
}
