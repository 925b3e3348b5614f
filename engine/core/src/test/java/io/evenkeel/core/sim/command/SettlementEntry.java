package io.evenkeel.core.sim.command;

import io.evenkeel.model.CollateralRules;
import io.evenkeel.model.SaleRules;

/** Entries about settlement cycles, what follows auctions, and limits of what comes in and goes out. */
public interface SettlementEntry extends LogEntry {
    @Override
    default int participant() {
        return Parties.GENESIS;
    }

    /** A cycle is to start now. */
    record StartCycle() implements SettlementEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.terms().startCycle(sequence);
        }
    }

    /** What may come in and go out of an asset; 0 switches a limit off. */
    record CollateralLimits(
            int asset,
            long depositCap,
            long accountLimit,
            long withdrawalLimit,
            long windowMs,
            long delayAbove,
            long delayMs)
            implements SettlementEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.collateralLimits(
                    sequence, asset, depositCap, accountLimit, withdrawalLimit, windowMs, delayAbove, delayMs);
        }
    }

    /** An account is registered as a backstop, or let go where the capacity is 0. */
    record Backstop(long account, long capacity) implements SettlementEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.terms().backstop(sequence, account, capacity);
        }
    }

    /** What a pool may pay in liquidations. */
    record InsuranceLimits(int pool, long perLiquidation, long perWindow, long windowMs) implements SettlementEntry {
        /** Makes them for MAIN. */
        public InsuranceLimits(final long perLiquidation, final long perWindow, final long windowMs) {
            this(0, perLiquidation, perWindow, windowMs);
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.terms().insuranceLimits(sequence, this);
        }
    }

    /** How positions in an instrument are liquidated. */
    record LiquidationTerms(int instrument, SaleRules rules) implements SettlementEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.terms().liquidationTerms(sequence, this);
        }
    }

    /** How an asset is sold as collateral. */
    record CollateralAuction(int asset, CollateralRules rules) implements SettlementEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.terms().collateralAuction(sequence, this);
        }
    }

    /** Terms of the whole system. */
    record SettlementTerms(long cycleMs, long repeatMs, long withdrawalLimit, long windowMs)
            implements SettlementEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.settlement(sequence, cycleMs, repeatMs, withdrawalLimit, windowMs);
        }
    }
}
