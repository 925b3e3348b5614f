package io.evenkeel.tools.scenario;

import io.evenkeel.client.Role;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.tools.scenario.Statement.LiquidationTerms;
import io.evenkeel.tools.scenario.Statement.Tier;
import java.util.List;
import java.util.Set;

/** What lines of governors and operators say about terms that accounts adopt, liquidations, and participants. */
interface GovernanceStatement extends Statement.Command {
    /** Hands the command to what writes such commands. {@return why it was refused; NONE if it was not} */
    RejectCode runOn(GovernanceWriter writer);

    @Override
    default RejectCode runOn(final CommandExecutor executor) {
        return runOn(executor.governance());
    }

    /** Sets margin tiers and open-interest scaling of an instrument, all at once. */
    record MarginTerms(Denomination instrument, List<Tier> tiers, long oiLower, long oiUpper)
            implements GovernanceStatement {
        @Override
        public RejectCode runOn(final GovernanceWriter writer) {
            return writer.marginTerms(this);
        }
    }

    /** Sets haircuts and borrow rates of an asset, all at once. */
    record CollateralTerms(
            Denomination asset, List<Tier> haircuts, int borrowAddOnPpm, int borrowImPpm, int borrowMmPpm)
            implements GovernanceStatement {
        @Override
        public RejectCode runOn(final GovernanceWriter writer) {
            return writer.collateralTerms(this);
        }
    }

    /** Registers a backstop account, or lets it go where the capacity is 0. */
    record SetBackstop(long account, long capacity) implements GovernanceStatement {
        @Override
        public RejectCode runOn(final GovernanceWriter writer) {
            return writer.backstop(this);
        }
    }

    /** Sets what an insurance pool may pay in liquidations. */
    record InsuranceLimits(int pool, long perLiquidation, long perWindow, long windowMs)
            implements GovernanceStatement {
        @Override
        public RejectCode runOn(final GovernanceWriter writer) {
            return writer.insuranceLimits(this);
        }
    }

    /** Sets how positions in an instrument are liquidated, all at once. */
    record ChangeLiquidation(Denomination instrument, LiquidationTerms terms, int socialCapPpm)
            implements GovernanceStatement {
        @Override
        public RejectCode runOn(final GovernanceWriter writer) {
            return writer.liquidationTerms(this);
        }
    }

    /** Sets how an asset is sold as collateral. */
    record CollateralAuction(Denomination asset, int auctionMs, int maxDiscountPpm) implements GovernanceStatement {
        @Override
        public RejectCode runOn(final GovernanceWriter writer) {
            return writer.collateralAuction(this);
        }
    }

    /** Sets what a participant may do. */
    record SetParticipant(String name, Set<Role> roles, int commandsPerSecond) implements GovernanceStatement {
        @Override
        public RejectCode runOn(final GovernanceWriter writer) {
            return writer.participant(this);
        }
    }

    /**
     * Sets the message key of a participant.
     *
     * @param participant whose key it is.
     * @param keyHex      32 bytes, hexadecimal; all zero ends signing.
     * @param graceMs     how long the key before stays good.
     * @param isAdopted   whether the participant signs under it from here on.
     */
    record SetMessageKey(String participant, String keyHex, int graceMs, boolean isAdopted)
            implements GovernanceStatement {
        @Override
        public RejectCode runOn(final GovernanceWriter writer) {
            return writer.messageKey(this);
        }
    }
}
