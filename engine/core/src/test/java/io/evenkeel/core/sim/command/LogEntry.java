package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.ledger.AccountStore;

/**
 * One log entry that a simulation sends, without what the feeder adds: position, time, sequences. A value, so that a
 * list of them can be cut down to the shortest one that still fails. It prints as one line of a scenario.
 */
public interface LogEntry {
    /** {@return the participant that sends it; 0 for a timer} */
    int participant();

    /** {@return how far cluster time moves on before it, milliseconds} */
    default long advanceMs() {
        return 0;
    }

    /**
     * Writes its bytes.
     *
     * @param writer   what to write with.
     * @param sequence the sender's next sequence.
     * @param rising   a number that rises with every entry, for source sequences.
     * @param timeMs   cluster time of the entry.
     * @return how many bytes; 0 for a timer.
     */
    int write(CommandWriter writer, long sequence, long rising, long timeMs);

    /** {@return the name that a scenario file has for a pool} */
    static String pool(final int pool) {
        return pool == 0 ? "MAIN" : "P" + pool;
    }

    /** {@return name of an asset or instrument} */
    static String symbol(final PricedKind kind, final int priced) {
        return (kind == PricedKind.ASSET ? "A" : "I") + priced;
    }

    /** Time passes and the fixed-period timer fires. */
    record Timer(long advanceMs) implements LogEntry {
        @Override
        public int participant() {
            return 0;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return 0;
        }

        @Override
        public String toString() {
            return "{\"advance\":\"PT" + advanceMs / 1000 + "." + String.format("%03d", advanceMs % 1000) + "S\"}";
        }
    }

    /** A source's price. */
    record Price(PricedKind kind, int priced, int source, long price, long confidence) implements LogEntry {
        @Override
        public int participant() {
            return Parties.ORACLE;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.price(sequence, rising, this, timeMs);
        }

        @Override
        public String toString() {
            return "{\"price\":{\"symbol\":\"" + symbol(kind, priced) + "\",\"price\":\"" + price
                    + "\",\"source\":\"" + source
                    + "\",\"confidence\":\"" + confidence + "\"}}";
        }
    }

    /** A price is halted or resumed. */
    record Halt(PricedKind kind, int priced, boolean isHalted) implements LogEntry {
        @Override
        public int participant() {
            return Parties.GENESIS;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.halt(sequence, this);
        }

        @Override
        public String toString() {
            return "{\"halt\":{\"symbol\":\"" + symbol(kind, priced) + "\",\"halted\":" + isHalted + "}}";
        }
    }

    /** A venue's fill. */
    record Trade(
            int instrument,
            long tradeId,
            long buyer,
            long seller,
            long quantity,
            long price,
            long buyerFee,
            long sellerFee)
            implements LogEntry {
        @Override
        public int participant() {
            return Parties.VENUE;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.trade(sequence, this);
        }

        @Override
        public String toString() {
            return "{\"trade\":{\"instrument\":\"I" + instrument + "\",\"buyer\":" + buyer + ",\"seller\":" + seller
                    + ",\"quantity\":\"" + quantity + "\",\"price\":\"" + price + "\",\"buyerFee\":\"" + buyerFee
                    + "\",\"sellerFee\":\"" + sellerFee + "\"}}";
        }
    }

    /** Money arrives for an account. */
    record Deposit(long account, int asset, long amount, long reference) implements LogEntry {
        @Override
        public int participant() {
            return Parties.GATEWAY;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.deposit(sequence, this);
        }

        @Override
        public String toString() {
            return "{\"deposit\":{\"account\":" + account + ",\"asset\":\"A" + asset + "\",\"amount\":\"" + amount
                    + "\"}}";
        }
    }

    /** An owner takes money out. */
    record Withdrawal(long account, int asset, long amount) implements LogEntry {
        @Override
        public int participant() {
            return Parties.ownerOf(account);
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.withdrawal(sequence, this);
        }

        @Override
        public String toString() {
            return "{\"withdraw\":{\"account\":" + account + ",\"asset\":\"A" + asset + "\",\"amount\":\"" + amount
                    + "\"}}";
        }
    }

    /** An owner moves money between two accounts. */
    record Transfer(long from, long to, int asset, long amount) implements LogEntry {
        @Override
        public int participant() {
            return Parties.ownerOf(from);
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.transfer(sequence, this);
        }

        @Override
        public String toString() {
            return "{\"transfer\":{\"from\":" + from + ",\"to\":" + to + ",\"asset\":\"A" + asset + "\",\"amount\":\""
                    + amount + "\"}}";
        }
    }

    /** A gateway says what became of an instruction. */
    record Confirmation(long instruction, InstructionOutcome outcome) implements LogEntry {
        @Override
        public int participant() {
            return Parties.GATEWAY;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.confirmation(sequence, instruction, rising, outcome);
        }

        @Override
        public String toString() {
            return "{\"confirm\":{\"instruction\":" + instruction + ",\"outcome\":\"" + outcome + "\"}}";
        }
    }

    /** An owner, or the operator, takes back a withdrawal that no gateway was told of. */
    record Cancellation(long instruction, int participant) implements LogEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.cancellation(sequence, instruction);
        }

        @Override
        public String toString() {
            return "{\"cancelWithdrawal\":{\"instruction\":" + instruction + "}}";
        }
    }

    /** Money arrives for an insurance pool. */
    record Insurance(int pool, int asset, long amount, long reference) implements LogEntry {
        /** Makes one for MAIN. */
        public Insurance(final int asset, final long amount, final long reference) {
            this(0, asset, amount, reference);
        }

        @Override
        public int participant() {
            return Parties.GATEWAY;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.insurance(sequence, this);
        }

        @Override
        public String toString() {
            return "{\"insurance\":{\"pool\":\"" + LogEntry.pool(pool) + "\",\"asset\":\"A" + asset
                    + "\",\"amount\":\"" + amount + "\"}}";
        }
    }

    /** The governor takes money out of an insurance pool. */
    record InsuranceWithdrawal(int pool, int asset, long amount) implements LogEntry {
        @Override
        public int participant() {
            return Parties.GENESIS;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.insuranceWithdrawal(sequence, this);
        }

        /** {@return the same as a withdrawal from the pool's account, by which it leaves} */
        public Withdrawal ofAccount() {
            return new Withdrawal(AccountStore.POOL_ID + pool, asset, amount);
        }
    }

    /** The top of the venue's book. */
    record BookTop(int instrument, long bid, long ask, long last, long impactBid, long impactAsk, long depth)
            implements LogEntry {
        @Override
        public int participant() {
            return Parties.VENUE;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.bookTop(sequence, this);
        }
    }

    /** A command under the name of somebody who may not send it. */
    record Foreign(LogEntry command, int sender) implements LogEntry {
        @Override
        public int participant() {
            return sender;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return command.write(writer, sequence, rising, timeMs);
        }
    }

    /** A keeper bids. */
    record Bid(long account, long liquidation, int instrument, long quantity, long limit) implements LogEntry {
        @Override
        public int participant() {
            return Parties.ownerOf(account);
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.bid(sequence, this);
        }

        @Override
        public String toString() {
            return "{\"bid\":{\"account\":" + account + ",\"liquidation\":" + liquidation + ",\"instrument\":\"I"
                    + instrument + "\",\"quantity\":\"" + quantity + "\",\"limit\":\"" + limit + "\"}}";
        }
    }

    /** A keeper bids for collateral. */
    record CollateralBid(long account, long liquidation, int asset, long quantity, long limit) implements LogEntry {
        @Override
        public int participant() {
            return Parties.ownerOf(account);
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.collateralBid(sequence, this);
        }

        @Override
        public String toString() {
            return "{\"bid\":{\"account\":" + account + ",\"liquidation\":" + liquidation + ",\"asset\":\"A"
                    + asset + "\",\"quantity\":\"" + quantity + "\",\"limit\":\"" + limit + "\"}}";
        }
    }

    /** The state hash is asked for. */
    record HashRequest() implements LogEntry {
        @Override
        public int participant() {
            return Parties.GENESIS;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.hashRequest(sequence);
        }

        @Override
        public String toString() {
            return "# state hash";
        }
    }

    /** A command that sets the world up. */
    record Setup(Writing writing, String line) implements LogEntry {
        /** How it is written. */
        @FunctionalInterface
        public interface Writing {
            /** Writes the bytes. {@return how many} */
            int write(CommandWriter writer, long sequence);
        }

        @Override
        public int participant() {
            return Parties.GENESIS;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writing.write(writer, sequence);
        }

        @Override
        public String toString() {
            return line;
        }
    }
}
