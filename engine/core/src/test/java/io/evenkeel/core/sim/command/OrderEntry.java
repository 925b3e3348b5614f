package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.Side;
import io.evenkeel.model.FeeTier;
import io.evenkeel.model.Fill;
import java.util.List;

/** Entries about orders, fees and fills that turn out to be others. */
public interface OrderEntry extends LogEntry {
    /** A fill whose fees a schedule decides. */
    record Classified(Fill fill) implements OrderEntry {
        @Override
        public int participant() {
            return Parties.VENUE;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.orders().classified(sequence, fill);
        }
    }

    /** A fill that never should have been. */
    record Bust(Fill fill) implements OrderEntry {
        @Override
        public int participant() {
            return Parties.VENUE;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.orders().bust(sequence, fill);
        }
    }

    /** A fill with wrong terms, and the right ones. */
    record Correction(Fill wrong, Fill right) implements OrderEntry {
        @Override
        public int participant() {
            return Parties.VENUE;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.orders().correction(sequence, wrong, right);
        }
    }

    /** What the open orders of an account need. */
    record Reserve(long account, long amount) implements OrderEntry {
        @Override
        public int participant() {
            return Parties.VENUE;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.orders().reserve(sequence, account, amount);
        }
    }

    /** An owner chooses a leverage. */
    record Leverage(long account, int leverage) implements OrderEntry {
        @Override
        public int participant() {
            return Parties.ownerOf(account);
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.orders().leverage(sequence, account, leverage);
        }
    }

    /** What would an order do? */
    record Credit(long account, int instrument, Side side, long quantity, long price) implements OrderEntry {
        @Override
        public int participant() {
            return Parties.VENUE;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.orders().credit(sequence, this);
        }
    }

    /** A fee schedule. */
    record Fees(int instrument, List<FeeTier> tiers) implements OrderEntry {
        @Override
        public int participant() {
            return Parties.GENESIS;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.orders().fees(sequence, this);
        }
    }

    /** How an account pays fees and settles. */
    record AccountTerms(long account, int feeTier, boolean isExternal) implements OrderEntry {
        @Override
        public int participant() {
            return Parties.GENESIS;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.orders().accountTerms(sequence, this);
        }
    }
}
