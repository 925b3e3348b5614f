package io.evenkeel.core.sim.event;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.LiquidationOutcome;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.PassOverReason;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.codecs.SkipReason;

/** One output of the engine, decoded. Fields are those of the schema. */
public interface Event {
    /** What becomes of what no bid took (SPEC 6, steps 2 to 5). */
    interface OfWaterfall extends Event {
    }

    /** Answer to a command. */
    record Ack(
            int participant,
            long sequence,
            long commandPosition,
            AckStatus status,
            RejectCode rejectCode,
            long result,
            boolean isRepeated,
            long sessionId)
            implements Event {
    }

    /** The margin status of an account is another than was said last. */
    record StatusChanged(
            long account, long equity, long initialMargin, long maintenanceMargin, AccountStatus status)
            implements Event {
    }

    /** A deleveraging begins. */
    record DeleveragingStarted(
            long liquidation,
            long account,
            long mark,
            long price,
            int instrument,
            Side side,
            AdlPolicy policy,
            long breachPosition)
            implements OfWaterfall {
    }

    /** A round of a deleveraging begins. */
    record DeleveragingRound(
            long liquidation,
            long needed,
            long held,
            int round,
            int instrument,
            boolean asksWinners,
            long breachPosition)
            implements OfWaterfall {
    }

    /** A counterparty was passed over. */
    record DeleveragingSkipped(
            long liquidation,
            long account,
            long quantity,
            int instrument,
            SkipReason reason,
            long equity,
            long breachPosition)
            implements OfWaterfall {
    }

    /** A backstop was asked, and takes nothing over. */
    record BackstopPassedOver(
            long liquidation,
            long account,
            int instrument,
            PassOverReason reason,
            long quantity,
            long price,
            long capacity,
            long breachPosition)
            implements OfWaterfall {
    }

    /** Insurance paid what an account still owed. */
    record DebtInsured(long liquidation, long account, long amount, int asset, int pool, long breachPosition)
            implements OfWaterfall {
    }

    /** Something is missing. */
    record DeficitTaken(
            long liquidation,
            long account,
            long amount,
            long fromLongs,
            long fromShorts,
            long left,
            int instrument,
            long mark,
            long bankruptcyPrice,
            long quantity,
            long breachPosition)
            implements OfWaterfall {
    }

    /** Holders of one side were charged. */
    record DeficitCharged(
            long amount,
            long excess,
            long step,
            long quantity,
            long cumulativeLong,
            long cumulativeShort,
            long left,
            int instrument,
            Side side)
            implements OfWaterfall {
    }

    /** Insurance income covered what was open. */
    record DeficitCovered(long amount, long left, int instrument) implements OfWaterfall {
    }

    /** What the pool's account gained or lost became the pool's. */
    record PoolSwept(long amount, long balance, long account, int asset) implements OfWaterfall {
    }

    /** An account breached its maintenance margin. */
    record Started(
            long liquidation, long account, long breachPosition, long breachTimeMs, long equity, long maintenanceMargin)
            implements Event {
    }

    /** An order that keepers may bid on. */
    record Order(
            long liquidation,
            long account,
            int instrument,
            Side side,
            long quantity,
            long mark,
            long bankruptcyPrice,
            long startTimeMs,
            int auctionMs,
            int maxDiscountPpm,
            LiquidationStep step,
            long furthestPrice,
            int penaltyPpm,
            long equity,
            long maintenanceMargin,
            OrderReason reason,
            long breachPosition)
            implements Event {
    }

    /** A keeper's bid traded, or somebody else took over, or was made to close. */
    record Sold(
            long liquidation,
            long account,
            long keeper,
            int instrument,
            Side side,
            long quantity,
            long price,
            long penalty,
            long positionAfter,
            LiquidationStep step,
            long insured,
            long mark,
            boolean isByBid,
            long breachPosition)
            implements Event {
    }

    /** A liquidation is over. */
    record Ended(
            long liquidation,
            long account,
            long equity,
            long maintenanceMargin,
            LiquidationOutcome outcome,
            long breachPosition)
            implements Event {
    }

    /** A price took effect. */
    record Priced(
            long commandPosition,
            PricedKind kind,
            int priced,
            long index,
            long mark,
            long timeMs,
            PriceState state,
            int freshSources,
            int staleFavourPpm)
            implements Event {
    }

    /** Both legs of a fill were booked. */
    record Booked(
            int venue,
            long tradeId,
            int instrument,
            long buyer,
            long seller,
            long quantity,
            long price,
            long buyerBefore,
            long sellerBefore,
            long buyerProfit,
            long sellerProfit)
            implements Event {
    }

    /** Money came in or went out. */
    record Moved(long account, int pool, int asset, long amount, long balance, long reference) implements Event {
    }

    /** Collateral is for sale. */
    record CollateralOrder(
            long liquidation,
            long account,
            int asset,
            int debtAsset,
            long quantity,
            long index,
            long debtIndex,
            long startTimeMs,
            int auctionMs,
            int maxDiscountPpm,
            long breachPosition,
            long equity,
            long maintenanceMargin,
            OrderReason reason)
            implements Event {
    }

    /** Collateral was sold. */
    record CollateralSold(
            long liquidation,
            long account,
            long keeper,
            int asset,
            int debtAsset,
            long quantity,
            long price,
            long paid,
            int pool,
            long breachPosition,
            long index,
            long debtIndex)
            implements Event {
    }

    /** A fill was booked back. */
    record Busted(
            long tradeId,
            int instrument,
            long buyer,
            long seller,
            long quantity,
            long price,
            long buyerFee,
            long sellerFee,
            long buyerProfit,
            long sellerProfit,
            boolean isCorrected)
            implements Event {
    }

    /** Fees of a fill. */
    record FeesCharged(long tradeId, int instrument, long buyerFee, long sellerFee) implements Event {
    }

    /** What open orders need. */
    record Reserved(long account, long amount, long total) implements Event {
    }

    /** Terms of an account changed. */
    record AccountChanged(long account, int leverage, int feeTier, boolean isExternal, boolean isClosed)
            implements Event {
    }

    /** What an order would do. */
    record CreditReport(
            long account,
            int instrument,
            long equity,
            long initialMargin,
            long maintenanceMargin,
            long positionAfter,
            long marginRatioPpm,
            long liquidationPrice,
            RejectCode verdict)
            implements Event {
    }

    /** A position settled what funding it owed. */
    record FundingPaid(long account, long amount, long balance, int instrument) implements Event {
    }

    /** An interval's funding waits. */
    record FundingPutOff(
            long commandPosition, long timeMs, long intervalEndMs, long ratePpb, long index, int instrument)
            implements Event {
    }

    /** An interval's funding took effect, with those that waited. */
    record FundingIndexed(
            long commandPosition,
            long timeMs,
            long intervalEndMs,
            long ratePpb,
            long index,
            long cumulativeLong,
            long cumulativeShort,
            int instrument)
            implements Event {
    }

    /** Parameters took effect, or begin to be adopted. */
    record ParametersChanged(long commandPosition, int change, int priced, PricedKind kind, boolean isAdopted)
            implements Event {
    }

    /** Gateways are told to move money. */
    record Instructed(
            long instruction, long cycle, long account, int asset, long amount, InstructionKind kind, int repeat)
            implements Event {
    }

    /** A settlement cycle froze its marks. */
    record CycleStarted(long cycle, int instruments) implements Event {
    }

    /** A frozen mark. */
    record CycleMark(long cycle, long mark, int instrument) implements Event {
    }

    /** An account's part in a cycle. */
    record CycleSettled(long cycle, long account, int asset, long amount, long balance) implements Event {
    }

    /** Batch record of a cycle. */
    record CycleClosed(
            long cycle,
            long accounts,
            long positions,
            long instructions,
            long debits,
            long credits,
            long instructionsHash,
            long previousHash,
            long hash,
            long positionsLeft)
            implements Event {
    }

    /** A market moved on in its life. */
    record PhaseChanged(long price, int instrument, MarketPhase phase) implements Event {
    }

    /** A position was closed at its market's final price. */
    record PositionSettled(long account, long quantity, long profit, long balance, int instrument) implements Event {
    }

    /** An instruction is over. */
    record Finished(
            long instruction,
            long account,
            int asset,
            long amount,
            long balance,
            InstructionKind kind,
            InstructionOutcome outcome)
            implements Event {
    }

    /** Money moved between two accounts. */
    record Transferred(long from, long to, int asset, long amount) implements Event {
    }

    /** Hash of the state, and how many invariants the state breaks. */
    record Hashed(long stateHash, long commandPosition, long accounts, long positions, int brokenInvariants)
            implements Event {
    }

    /** Any other output. */
    record Other(int templateId) implements Event {
    }
}
