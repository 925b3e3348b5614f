package io.evenkeel.client;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.InsuranceWithdrawalEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SetBackstopEncoder;
import io.evenkeel.codecs.SetCollateralAuctionEncoder;
import io.evenkeel.codecs.SetCollateralLimitsEncoder;
import io.evenkeel.codecs.SetCollateralTermsEncoder;
import io.evenkeel.codecs.SetHaltedEncoder;
import io.evenkeel.codecs.SetInsuranceLimitsEncoder;
import io.evenkeel.codecs.SetLiquidationTermsEncoder;
import io.evenkeel.codecs.SetMarginTermsEncoder;
import io.evenkeel.codecs.SetMessageKeyEncoder;
import io.evenkeel.codecs.SetParticipantEncoder;
import io.evenkeel.codecs.SetSettlementEncoder;
import io.evenkeel.codecs.StartCycleEncoder;
import io.evenkeel.codecs.authentication.MessageKey;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;

/**
 * The commands by which governors and operators change what is there already: terms, limits, participants, halts and
 * settlement. Part of an {@link EvenkeelClient}, whose rules hold: each method returns the command's sequence, or a
 * negative code of that class. Allocates no more than its caller's tiers do.
 */
public final class GovernanceClient {
    private final CommandDraft draft;
    private final SetMarginTermsEncoder setMarginTerms = new SetMarginTermsEncoder();
    private final SetCollateralTermsEncoder setCollateralTerms = new SetCollateralTermsEncoder();
    private final SetCollateralLimitsEncoder setCollateralLimits = new SetCollateralLimitsEncoder();
    private final SetBackstopEncoder setBackstop = new SetBackstopEncoder();
    private final SetInsuranceLimitsEncoder setInsuranceLimits = new SetInsuranceLimitsEncoder();
    private final SetLiquidationTermsEncoder setLiquidationTerms = new SetLiquidationTermsEncoder();
    private final SetCollateralAuctionEncoder setCollateralAuction = new SetCollateralAuctionEncoder();
    private final InsuranceWithdrawalEncoder insuranceWithdrawal = new InsuranceWithdrawalEncoder();
    private final SetSettlementEncoder setSettlement = new SetSettlementEncoder();
    private final StartCycleEncoder startCycle = new StartCycleEncoder();
    private final SetHaltedEncoder setHalted = new SetHaltedEncoder();
    private final SetParticipantEncoder setParticipant = new SetParticipantEncoder();
    private final SetMessageKeyEncoder setMessageKey = new SetMessageKeyEncoder();

    GovernanceClient(final CommandDraft draft) {
        this.draft = draft;
    }

    /**
     * Governor: sets the margin tiers of an instrument and the scaling of IM with its open interest, all at once. What
     * asks for more is adopted account by account.
     *
     * @param instrument instrument id.
     * @param tiers      1 to 32, the last up to {@link Long#MAX_VALUE}.
     * @param oiLower    open interest at which IM begins to scale, settlement units; 0 with {@code oiUpper} for off.
     * @param oiUpper    open interest at which IM reaches one.
     * @return the command's sequence, or a negative code.
     */
    public long setMarginTerms(
            final int instrument, final List<MarginTier> tiers, final long oiLower, final long oiUpper) {
        final long code = draft.begin(setMarginTerms);
        if (code < 0) {
            return code;
        }
        final SetMarginTermsEncoder.TiersEncoder encoder = setMarginTerms.instrument(instrument)
                .oiLower(oiLower)
                .oiUpper(oiUpper)
                .tiersCount(tiers.size());
        for (final MarginTier tier : tiers) {
            encoder.next().upTo(tier.upTo()).imPpm(tier.imPpm()).mmPpm(tier.mmPpm());
        }
        return draft.send(setMarginTerms);
    }

    /**
     * Governor: sets the haircuts of an asset and what owing it costs, all at once. What leaves less is adopted account
     * by account.
     *
     * @param asset          asset id.
     * @param haircuts       1 to 32, the last up to {@link Long#MAX_VALUE}; none for the numeraire.
     * @param borrowAddOnPpm surcharge on the price of a negative effective balance, parts per million.
     * @param borrowImPpm    initial margin on it, parts per million.
     * @param borrowMmPpm    maintenance margin on it, parts per million.
     * @return the command's sequence, or a negative code.
     */
    public long setCollateralTerms(
            final int asset,
            final List<HaircutTier> haircuts,
            final int borrowAddOnPpm,
            final int borrowImPpm,
            final int borrowMmPpm) {
        final long code = draft.begin(setCollateralTerms);
        if (code < 0) {
            return code;
        }
        final SetCollateralTermsEncoder.HaircutsEncoder encoder = setCollateralTerms.asset(asset)
                .borrowAddOnPpm(borrowAddOnPpm)
                .borrowImPpm(borrowImPpm)
                .borrowMmPpm(borrowMmPpm)
                .haircutsCount(haircuts.size());
        for (final HaircutTier tier : haircuts) {
            encoder.next().upTo(tier.upTo()).haircutPpm(tier.haircutPpm());
        }
        return draft.send(setCollateralTerms);
    }

    /** Governor: sets caps and limits of an asset. {@return the command's sequence, or a negative code} */
    public long setCollateralLimits(final CollateralLimits limits) {
        final long code = draft.begin(setCollateralLimits);
        if (code < 0) {
            return code;
        }
        setCollateralLimits.asset(limits.asset())
                .depositCap(limits.depositCap())
                .accountLimit(limits.accountLimit())
                .withdrawalLimit(limits.withdrawalLimit())
                .windowMs(limits.windowMs())
                .delayAbove(limits.delayAbove())
                .delayMs(limits.delayMs());
        return draft.send(setCollateralLimits);
    }

    /**
     * Governor: sets the terms of settlement of the whole system.
     *
     * @param cycleMs         time between two settlement cycles; 0 for none.
     * @param repeatMs        an instruction without an answer is repeated after this time; 0 for never.
     * @param withdrawalLimit most that may be withdrawn in a window, numeraire units; 0 for no limit.
     * @param windowMs        length of a window.
     * @return the command's sequence, or a negative code.
     */
    public long setSettlement(
            final long cycleMs, final long repeatMs, final long withdrawalLimit, final long windowMs) {
        final long code = draft.begin(setSettlement);
        if (code < 0) {
            return code;
        }
        setSettlement.cycleMs(cycleMs).repeatMs(repeatMs).withdrawalLimit(withdrawalLimit).windowMs(windowMs);
        return draft.send(setSettlement);
    }

    /**
     * Operator: registers an account that takes over, at bankruptcy prices, what auctions leave; in turn with others.
     *
     * @param account  the account, of any owner; not an omnibus account.
     * @param capacity most notional that it may hold by taking over, numeraire units; 0 lets it go.
     * @return the command's sequence, or a negative code.
     */
    public long setBackstop(final long account, final long capacity) {
        final long code = draft.begin(setBackstop);
        if (code < 0) {
            return code;
        }
        setBackstop.account(account).capacity(capacity);
        return draft.send(setBackstop);
    }

    /**
     * Governor: sets what an insurance pool may pay in liquidations, numeraire units.
     *
     * @param pool           pool id; 0 is MAIN.
     * @param perLiquidation most that one liquidation may cost; 0 for nothing.
     * @param perWindow      most that all may cost in a window; 0 for no such limit.
     * @param windowMs       length of a window.
     * @return the command's sequence, or a negative code.
     */
    public long setInsuranceLimits(
            final int pool, final long perLiquidation, final long perWindow, final long windowMs) {
        final long code = draft.begin(setInsuranceLimits);
        if (code < 0) {
            return code;
        }
        setInsuranceLimits.pool(pool).perLiquidation(perLiquidation).perWindow(perWindow).windowMs(windowMs);
        return draft.send(setInsuranceLimits);
    }

    /**
     * Governor: sets how positions in an instrument are liquidated, all at once.
     *
     * @param instrument instrument id.
     * @param terms      all of them; what keepers reckon the price of an order from holds for orders to come.
     * @return the command's sequence, or a negative code.
     */
    public long setLiquidationTerms(final int instrument, final LiquidationTerms terms) {
        final long code = draft.begin(setLiquidationTerms);
        if (code < 0) {
            return code;
        }
        setLiquidationTerms.instrument(instrument)
                .auctionMs(terms.auctionMs())
                .maxDiscountPpm(terms.maxDiscountPpm())
                .discountCapPpm(terms.discountCapPpm())
                .penaltyPpm(terms.penaltyPpm())
                .penaltyCapPpm(terms.penaltyCapPpm())
                .bufferPpm(terms.bufferPpm())
                .socialCapPpm(terms.socialCapPpm())
                .minNotional(terms.minNotional());
        return draft.send(setLiquidationTerms);
    }

    /**
     * Governor: sets how an asset is sold as collateral of accounts in liquidation; orders that stand go on as they
     * began.
     *
     * @param asset          asset id; the numeraire may be one.
     * @param auctionMs      time until an insurance pool buys, above 0; 2,000 at listing.
     * @param maxDiscountPpm discount to index by then, 1 to 500,000 ppm; 10,000 at listing.
     * @return the command's sequence, or a negative code.
     */
    public long setCollateralAuction(final int asset, final int auctionMs, final int maxDiscountPpm) {
        final long code = draft.begin(setCollateralAuction);
        if (code < 0) {
            return code;
        }
        setCollateralAuction.asset(asset).auctionMs(auctionMs).maxDiscountPpm(maxDiscountPpm);
        return draft.send(setCollateralAuction);
    }

    /**
     * Governor: takes money out of an insurance pool. It leaves like a withdrawal, by the pool's account; the answer's
     * {@code result} is the id of the instruction. Refused while anything is missing in the pool's markets, or the pool
     * holds positions.
     *
     * @param pool   pool id; 0 is MAIN.
     * @param asset  asset id.
     * @param amount above 0, at most what the pool has.
     * @return the command's sequence, or a negative code.
     */
    public long insuranceWithdrawal(final int pool, final int asset, final long amount) {
        final long code = draft.begin(insuranceWithdrawal);
        if (code < 0) {
            return code;
        }
        insuranceWithdrawal.pool(pool).asset(asset).amount(amount);
        return draft.send(insuranceWithdrawal);
    }

    /** Operator: starts a settlement cycle now; the answer's {@code result} is its id. {@return as the others} */
    public long startCycle() {
        final long code = draft.begin(startCycle);
        return code < 0 ? code : draft.send(startCycle);
    }

    /**
     * Operator: halts or resumes a price.
     *
     * @param kind     whether {@code priced} is an asset or an instrument.
     * @param priced   asset or instrument id.
     * @param isHalted halt or resume.
     * @return the command's sequence, or a negative code.
     */
    public long setHalted(final PricedKind kind, final int priced, final boolean isHalted) {
        final long code = draft.begin(setHalted);
        if (code < 0) {
            return code;
        }
        setHalted.kind(kind).priced(priced).halted(isHalted ? BooleanType.YES : BooleanType.NO);
        return draft.send(setHalted);
    }

    /**
     * Operator: changes what a participant may do from the next command on.
     *
     * @param participant       whose roles and rate change.
     * @param roles             all that it may do.
     * @param commandsPerSecond rate limit in cluster time; 0 for none.
     * @return the command's sequence, or a negative code.
     */
    public long setParticipant(final int participant, final Set<Role> roles, final int commandsPerSecond) {
        final long code = draft.begin(setParticipant);
        if (code < 0) {
            return code;
        }
        setParticipant.participant(participant).commandsPerSecond(commandsPerSecond);
        draft.buffer().putShort(
                setParticipant.offset() + SetParticipantEncoder.rolesEncodingOffset(),
                Role.maskOf(roles),
                ByteOrder.LITTLE_ENDIAN);
        return draft.send(setParticipant);
    }

    /**
     * Operator: gives a participant another message key, which travels and is logged as it is.
     *
     * @param participant whose key it is.
     * @param key         32 bytes, all zero to end signing; the caller wipes them.
     * @param graceMs     how long the key before stays good, or, where there was none, commands without a code.
     * @return the command's sequence, or a negative code.
     * @throws IllegalArgumentException if the key has another length.
     */
    public long setMessageKey(final int participant, final byte[] key, final int graceMs) {
        if (key.length != MessageKey.LENGTH) {
            throw new IllegalArgumentException("a message key has " + MessageKey.LENGTH + " bytes, not " + key.length);
        }
        final long code = draft.begin(setMessageKey);
        if (code < 0) {
            return code;
        }
        setMessageKey.participant(participant).graceMs(graceMs);
        draft.buffer().putBytes(setMessageKey.offset() + SetMessageKeyEncoder.keyEncodingOffset(), key);
        return draft.send(setMessageKey);
    }
}
