package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.Side;
import java.util.List;

/** What lines about orders, their limits and terms of accounts say. */
interface OrderStatement extends Statement.Command {
    /** Hands the command to what writes commands about orders. {@return why it was refused; NONE if it was not} */
    RejectCode runOn(OrderWriter writer);

    @Override
    default RejectCode runOn(final CommandExecutor executor) {
        return runOn(executor.orders());
    }

    /** Rates of a tier of accounts, ppm. */
    record FeeTier(int makerPpm, int takerPpm) {
    }

    /** Sets limits and the slow price of a market, all at once; 0 is off. */
    record MarketTerms(
            Denomination instrument,
            int slowRatePpmPerSecond,
            int fillBandPpm,
            long positionLimit,
            long openInterestCap)
            implements OrderStatement {
        @Override
        public RejectCode runOn(final OrderWriter writer) {
            return writer.marketTerms(this);
        }
    }

    /** Sets the fee schedule of a market. */
    record FeeTerms(Denomination instrument, List<FeeTier> tiers) implements OrderStatement {
        @Override
        public RejectCode runOn(final OrderWriter writer) {
            return writer.fees(this);
        }
    }

    /** The owner chooses a largest leverage. */
    record ChooseLeverage(long account, int leverage) implements OrderStatement {
        @Override
        public RejectCode runOn(final OrderWriter writer) {
            return writer.leverage(this);
        }
    }

    /** Sets how an account pays fees and settles. */
    record AgreeTerms(long account, int feeTier, SettlementMode settlement) implements OrderStatement {
        @Override
        public RejectCode runOn(final OrderWriter writer) {
            return writer.terms(this);
        }
    }

    /** The owner closes an account. */
    record CloseAccount(long account) implements OrderStatement {
        @Override
        public RejectCode runOn(final OrderWriter writer) {
            return writer.close(this);
        }
    }

    /** Reserves margin for open orders; in units of the numeraire. */
    record Reserve(long account, long amount) implements OrderStatement {
        @Override
        public RejectCode runOn(final OrderWriter writer) {
            return writer.reserve(this);
        }
    }

    /** Asks what an order would do. */
    record CheckCredit(long account, Denomination instrument, Side side, long quantity, long price)
            implements OrderStatement {
        @Override
        public RejectCode runOn(final OrderWriter writer) {
            return writer.creditCheck(this);
        }
    }

    /** Busts a fill by its id, with the terms it was booked with but for those given. */
    record Bust(long trade, Long price) implements OrderStatement {
        @Override
        public RejectCode runOn(final OrderWriter writer) {
            return writer.bust(this);
        }
    }

    /** Corrects a fill by its id; what is not given stays as it was. */
    record Correct(long trade, Long quantity, Long price, Long buyerFee, Long sellerFee) implements OrderStatement {
        @Override
        public RejectCode runOn(final OrderWriter writer) {
            return writer.correct(this);
        }
    }
}
