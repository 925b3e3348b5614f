package io.evenkeel.tools.scenario;

import io.evenkeel.client.PriceTerms;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.core.inspect.HouseAccount;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What one line of a scenario file says, read and checked as far as it can be before anything runs. */
sealed interface Statement {
    /** A line that changes something, or tries to. */
    non-sealed interface Command extends Statement {
        /** Hands the command to the one that carries it out. {@return why it was refused; NONE if it was not} */
        RejectCode runOn(CommandExecutor executor);
    }

    /** A line that looks. */
    sealed interface Expectation extends Statement {
        /** Hands the expectation to the one that checks it. {@return what differs} */
        Comparison checkWith(ExpectationChecker checker);
    }

    /** Sets cluster time. */
    record SetTime(long timeMs) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.setTime(this);
        }
    }

    /** Moves cluster time on. */
    record Advance(long durationMs) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.advance(this);
        }
    }

    /** A tier: its upper bound in units of its asset, its first rate and, for margin, its second. */
    record Tier(long upTo, int ratePpm, int maintenancePpm) {
    }

    /** Limits of an asset, in its units. */
    record Limits(
            long depositCap, long accountLimit, long withdrawalLimit, long windowMs, long delayAbove, long delayMs) {
    }

    /** Sets the limits of an asset that is listed, all at once. */
    record ChangeLimits(Denomination asset, Limits limits) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.changeLimits(this);
        }
    }

    /** Adds an asset; {@code limits} may be null. */
    record DeclareAsset(
            Denomination denomination,
            boolean isNumeraire,
            List<Tier> haircuts,
            int borrowAddOnPpm,
            int borrowImPpm,
            int borrowMmPpm,
            PriceTerms prices,
            Limits limits)
            implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.declareAsset(this);
        }
    }

    /** How an instrument is liquidated; {@code minNotional} in units of the settlement asset. */
    record LiquidationTerms(
            int auctionMs,
            int maxDiscountPpm,
            int penaltyPpm,
            int discountCapPpm,
            int penaltyCapPpm,
            int bufferPpm,
            long minNotional) {
    }

    /** Funding of a perpetual; an interval of 0 for none. */
    record FundingTerms(long intervalMs, long interestPpb, long capPpb) {
    }

    /** Sets funding of a perpetual that is listed. */
    record ChangeFunding(Denomination instrument, FundingTerms funding) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.changeFunding(this);
        }
    }

    /** Adds an instrument. */
    record DeclareInstrument(
            Denomination denomination,
            InstrumentKind kind,
            String underlying,
            int pool,
            long tick,
            long lot,
            List<Tier> tiers,
            PriceTerms prices,
            long oiLower,
            long oiUpper,
            long expiryMs,
            FundingTerms funding,
            LiquidationTerms liquidation,
            AdlPolicy adl,
            OrderStatement.MarketTerms market,
            OrderStatement.FeeTerms fees)
            implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.declareInstrument(this);
        }
    }

    /** Opens an account. */
    record OpenAccount(
            long account,
            String owner,
            AccountKind kind,
            int leverage,
            SettlementMode settlement,
            long backstopCapacity)
            implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.openAccount(this);
        }
    }

    /** Brings money to an account. */
    record MakeDeposit(long account, Denomination asset, long amount) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.deposit(this);
        }
    }

    /** Takes money from an account. */
    record Withdraw(long account, Denomination asset, long amount) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.withdraw(this);
        }
    }

    /** Moves money between two accounts of one owner. */
    record Transfer(long from, long to, Denomination asset, long amount) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.transfer(this);
        }
    }

    /** Says what became of an instruction. */
    record Confirm(long instruction, InstructionOutcome outcome, long reference) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.settlement().confirm(this);
        }
    }

    /** Takes back a withdrawal that waits; {@code by} is a participant's name, or empty for the operator. */
    record CancelWithdrawal(long instruction, String by) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.cancelWithdrawal(this);
        }
    }

    /** Says whether the file confirms instructions, or the runner does at once. */
    record GatewayMode(boolean isManual) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            executor.settlement().manual(isManual);
            return RejectCode.NONE;
        }
    }

    /** Starts a settlement cycle. */
    record StartCycle() implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.settlement().startCycle();
        }
    }

    /** Sets terms of settlement; null leaves one as it is. */
    record SetSettlement(Long cycleMs, Long repeatMs, Long withdrawalLimit, Long windowMs) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.settlement().settlement(this);
        }
    }

    /** Brings money to an insurance pool. */
    record FundInsurance(int pool, Denomination asset, long amount) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.fundInsurance(this);
        }
    }

    /** Takes money out of an insurance pool. */
    record DrawInsurance(int pool, Denomination asset, long amount) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.drawInsurance(this);
        }
    }

    /** Says the top of a venue's book; prices of 0 for none. */
    record PublishBook(
            Denomination instrument, long bid, long ask, long last, long impactBid, long impactAsk, long depth)
            implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.publishBook(this);
        }
    }

    /** Moves a market on in its life; a price of 0 for none. */
    record MoveMarket(Denomination instrument, MarketPhase phase, long price) implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.moveMarket(this);
        }
    }

    /** Books a fill; {@code id} is 0 where it needs none, and a schedule decides its fees if it has an aggressor. */
    record BookTrade(
            long id,
            Denomination instrument,
            long buyer,
            long seller,
            long quantity,
            long price,
            long buyerFee,
            long sellerFee,
            Aggressor aggressor)
            implements Command {
        /** The same fill with the fees that were charged. */
        BookTrade withFees(final long ofBuyer, final long ofSeller) {
            return new BookTrade(id, instrument, buyer, seller, quantity, price, ofBuyer, ofSeller, aggressor);
        }

        /** The same fill as a correction puts it right; the fees of a classified one are the schedule's again. */
        BookTrade corrected(final OrderStatement.Correct right) {
            final long usualBuyerFee = aggressor == Aggressor.NONE ? buyerFee : 0;
            final long usualSellerFee = aggressor == Aggressor.NONE ? sellerFee : 0;
            return new BookTrade(
                    id,
                    instrument,
                    buyer,
                    seller,
                    right.quantity() == null ? quantity : right.quantity(),
                    right.price() == null ? price : right.price(),
                    right.buyerFee() == null ? usualBuyerFee : right.buyerFee(),
                    right.sellerFee() == null ? usualSellerFee : right.sellerFee(),
                    aggressor);
        }

        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.trade(this);
        }
    }

    /** Bids on a liquidation, for a position in an instrument or for collateral. */
    record PlaceBid(long account, long liquidation, Denomination forSale, long quantity, long limit)
            implements Command {
        @Override
        public RejectCode runOn(final CommandExecutor executor) {
            return executor.bid(this);
        }
    }

    /** Expects figures of an account; absent keys are not looked at, null values expect absence. */
    record ExpectAccount(
            long account,
            Map<String, BigDecimal> figures,
            boolean hasStatus,
            AccountStatus status,
            BigDecimal tolerance)
            implements Expectation {
        @Override
        public Comparison checkWith(final ExpectationChecker checker) {
            return checker.account(this);
        }
    }

    /** Expects figures of a position. */
    record ExpectPosition(
            long account, Denomination instrument, Map<String, BigDecimal> figures, BigDecimal tolerance)
            implements Expectation {
        @Override
        public Comparison checkWith(final ExpectationChecker checker) {
            return checker.position(this);
        }
    }

    /** An account of the house: of a pool where it is INSURANCE; {@code instrument} is null where it has none. */
    record House(HouseAccount account, int pool, Denomination instrument) {
    }

    /** Expects the balance of an account, or of a house account where {@code house} is not null. */
    record ExpectBalance(long account, House house, Denomination asset, BigDecimal amount, BigDecimal tolerance)
            implements Expectation {
        @Override
        public Comparison checkWith(final ExpectationChecker checker) {
            return checker.balance(this);
        }
    }

    /** Expects a price in force. */
    record ExpectPrice(
            Denomination priced, Map<String, BigDecimal> figures, boolean hasState, PriceState state,
            BigDecimal tolerance)
            implements Expectation {
        @Override
        public Comparison checkWith(final ExpectationChecker checker) {
            return checker.price(this);
        }
    }

    /** Expects the next event of a type, or none. A field is a BigDecimal, a Long, a String or null. */
    record ExpectEvent(String type, Map<String, Object> fields, BigDecimal tolerance, boolean isAbsent)
            implements Expectation {
        @Override
        public Comparison checkWith(final ExpectationChecker checker) {
            return checker.event(this);
        }
    }

    /** Expects the command before to have been refused. */
    record ExpectReject(RejectCode code) implements Expectation {
        @Override
        public Comparison checkWith(final ExpectationChecker checker) {
            return checker.reject(this);
        }
    }

    /** Expects all invariants to hold. */
    record ExpectInvariants() implements Expectation {
        @Override
        public Comparison checkWith(final ExpectationChecker checker) {
            return checker.invariants();
        }
    }
}
