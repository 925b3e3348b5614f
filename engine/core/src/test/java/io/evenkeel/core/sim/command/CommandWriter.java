package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AddAccountEncoder;
import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddInstrumentEncoder;
import io.evenkeel.codecs.AddParticipantEncoder;
import io.evenkeel.codecs.AddPriceSourceEncoder;
import io.evenkeel.codecs.BidCollateralEncoder;
import io.evenkeel.codecs.BidEncoder;
import io.evenkeel.codecs.BookTopEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CancelWithdrawalEncoder;
import io.evenkeel.codecs.ConfirmInstructionEncoder;
import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.InsuranceDepositEncoder;
import io.evenkeel.codecs.InsuranceWithdrawalEncoder;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RolesEncoder;
import io.evenkeel.codecs.SessionPrincipalEncoder;
import io.evenkeel.codecs.SetCollateralLimitsEncoder;
import io.evenkeel.codecs.SetFundingTermsEncoder;
import io.evenkeel.codecs.SetHaltedEncoder;
import io.evenkeel.codecs.SetMarketPhaseEncoder;
import io.evenkeel.codecs.SetMessageKeyEncoder;
import io.evenkeel.codecs.SetParticipantEncoder;
import io.evenkeel.codecs.SetSettlementEncoder;
import io.evenkeel.codecs.StateHashRequestEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.codecs.TransferEncoder;
import io.evenkeel.codecs.WithdrawalEncoder;
import io.evenkeel.core.sim.World;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.FundingTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Tiers;
import java.nio.ByteBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes commands as bytes, one at a time, into its buffer. Allocates nothing for the commands of a running market. */
public final class CommandWriter {
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(2048));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final PriceSubmissionEncoder price = new PriceSubmissionEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final WithdrawalEncoder withdrawal = new WithdrawalEncoder();
    private final TransferEncoder transfer = new TransferEncoder();
    private final ConfirmInstructionEncoder confirmation = new ConfirmInstructionEncoder();
    private final InsuranceDepositEncoder insurance = new InsuranceDepositEncoder();
    private final BookTopEncoder bookTop = new BookTopEncoder();
    private final BidEncoder bid = new BidEncoder();
    private final BidCollateralEncoder collateralBid = new BidCollateralEncoder();
    private final SetHaltedEncoder halt = new SetHaltedEncoder();
    private final SetMarketPhaseEncoder marketPhase = new SetMarketPhaseEncoder();
    private final StateHashRequestEncoder hashRequest = new StateHashRequestEncoder();
    private final OrderWriter orders = new OrderWriter(buffer);
    private final TermsWriter terms = new TermsWriter(buffer);
    private long idShift;

    /** Says what is added to trade ids and references, so that a tape can be played again. */
    public void shiftIds(final long shift) {
        idShift = shift;
    }

    /** {@return the bytes written last, from 0} */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** {@return what writes commands about orders into the same buffer} */
    OrderWriter orders() {
        return orders;
    }

    /** {@return what writes changes of terms into the same buffer} */
    TermsWriter terms() {
        return terms;
    }

    private static int lengthOf(final int blockLength) {
        return MessageHeaderEncoder.ENCODED_LENGTH + blockLength;
    }

    /** Writes the principal of a session that opens. {@return bytes written} */
    public int principal(final int participant) {
        final SessionPrincipalEncoder encoder = new SessionPrincipalEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header).participant(participant).responseEndpoint("");
        return lengthOf(encoder.encodedLength());
    }

    /** Writes a fill. {@return bytes written} */
    public int trade(final long sequence, final LogEntry.Trade fill) {
        trade.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .tradeId(idShift + fill.tradeId())
                .buyer(fill.buyer())
                .seller(fill.seller())
                .quantity(fill.quantity())
                .price(fill.price())
                .buyerFee(fill.buyerFee())
                .sellerFee(fill.sellerFee())
                .instrument(fill.instrument());
        return lengthOf(trade.encodedLength());
    }

    /** Writes a price. {@return bytes written} */
    public int price(final long sequence, final long sourceSequence, final LogEntry.Price said, final long timeMs) {
        price.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .sourceSequence(sourceSequence)
                .price(said.price())
                .confidence(said.confidence())
                .sourceTimeMs(timeMs)
                .source(said.source())
                .priced(said.priced())
                .kind(said.kind());
        return lengthOf(price.encodedLength());
    }

    /** Writes a deposit. {@return bytes written} */
    public int deposit(final long sequence, final LogEntry.Deposit arrived) {
        deposit.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(arrived.account())
                .amount(arrived.amount())
                .reference(idShift + arrived.reference())
                .asset(arrived.asset());
        return lengthOf(deposit.encodedLength());
    }

    /** Writes a withdrawal. {@return bytes written} */
    public int withdrawal(final long sequence, final LogEntry.Withdrawal wanted) {
        withdrawal.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(wanted.account())
                .amount(wanted.amount())
                .asset(wanted.asset());
        return lengthOf(withdrawal.encodedLength());
    }

    /** Writes a transfer. {@return bytes written} */
    public int transfer(final long sequence, final LogEntry.Transfer wanted) {
        transfer.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .from(wanted.from())
                .to(wanted.to())
                .amount(wanted.amount())
                .asset(wanted.asset());
        return lengthOf(transfer.encodedLength());
    }

    /** Writes what became of an instruction. {@return bytes written} */
    public int confirmation(
            final long sequence, final long instruction, final long reference, final InstructionOutcome outcome) {
        confirmation.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .instruction(instruction)
                .reference(reference)
                .outcome(outcome);
        return lengthOf(confirmation.encodedLength());
    }

    /** Writes that a withdrawal is taken back. {@return bytes written} */
    public int cancellation(final long sequence, final long instruction) {
        final CancelWithdrawalEncoder encoder = new CancelWithdrawalEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header).sequence(sequence).instruction(instruction);
        return lengthOf(encoder.encodedLength());
    }

    /** Writes limits of an asset, in the order of the schema. {@return bytes written} */
    public int collateralLimits(final long sequence, final int asset, final long... figures) {
        final SetCollateralLimitsEncoder encoder = new SetCollateralLimitsEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .asset(asset)
                .depositCap(figures[0])
                .accountLimit(figures[1])
                .withdrawalLimit(figures[2])
                .windowMs(figures[3])
                .delayAbove(figures[4])
                .delayMs(figures[5]);
        return lengthOf(encoder.encodedLength());
    }

    /** Writes terms of settlement. {@return bytes written} */
    public int settlement(
            final long sequence,
            final long cycleMs,
            final long repeatMs,
            final long withdrawalLimit,
            final long windowMs) {
        final SetSettlementEncoder encoder = new SetSettlementEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .cycleMs(cycleMs)
                .repeatMs(repeatMs)
                .withdrawalLimit(withdrawalLimit)
                .windowMs(windowMs);
        return lengthOf(encoder.encodedLength());
    }

    /** Writes a deposit for a pool. {@return bytes written} */
    public int insurance(final long sequence, final LogEntry.Insurance arrived) {
        insurance.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .amount(arrived.amount())
                .reference(idShift + arrived.reference())
                .asset(arrived.asset())
                .pool(arrived.pool());
        return lengthOf(insurance.encodedLength());
    }

    /** Writes a withdrawal from a pool. {@return bytes written} */
    public int insuranceWithdrawal(final long sequence, final LogEntry.InsuranceWithdrawal wanted) {
        final InsuranceWithdrawalEncoder encoder = new InsuranceWithdrawalEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .amount(wanted.amount())
                .asset(wanted.asset())
                .pool(wanted.pool());
        return lengthOf(encoder.encodedLength());
    }

    /** Writes the top of a book. {@return bytes written} */
    public int bookTop(final long sequence, final LogEntry.BookTop seen) {
        bookTop.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .bid(seen.bid())
                .ask(seen.ask())
                .last(seen.last())
                .impactBid(seen.impactBid())
                .impactAsk(seen.impactAsk())
                .depth(seen.depth())
                .instrument(seen.instrument());
        return lengthOf(bookTop.encodedLength());
    }

    /** Writes terms of funding. {@return bytes written} */
    public int fundingTerms(final long sequence, final int instrument, final FundingTerms terms) {
        final SetFundingTermsEncoder encoder = new SetFundingTermsEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .instrument(instrument)
                .intervalMs(terms.intervalMs())
                .interestPpb(terms.interestPpb())
                .capPpb(terms.capPpb());
        return lengthOf(encoder.encodedLength());
    }

    /** Writes a bid. {@return bytes written} */
    public int bid(final long sequence, final LogEntry.Bid offered) {
        return bid(sequence, offered.account(), offered.liquidation(), offered.instrument(), offered.quantity(),
                offered.limit());
    }

    /** Writes a bid. {@return bytes written} */
    public int bid(
            final long sequence,
            final long account,
            final long liquidation,
            final int instrument,
            final long quantity,
            final long limit) {
        bid.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(account)
                .liquidation(liquidation)
                .quantity(quantity)
                .limitPrice(limit)
                .instrument(instrument);
        return lengthOf(bid.encodedLength());
    }

    /** Writes a bid for collateral. {@return bytes written} */
    public int collateralBid(final long sequence, final LogEntry.CollateralBid offered) {
        collateralBid.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(offered.account())
                .liquidation(offered.liquidation())
                .quantity(offered.quantity())
                .limitPrice(offered.limit())
                .asset(offered.asset());
        return lengthOf(collateralBid.encodedLength());
    }

    /** Writes a halt or its end. {@return bytes written} */
    public int halt(final long sequence, final LogEntry.Halt said) {
        halt.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .kind(said.kind())
                .priced(said.priced())
                .halted(said.isHalted() ? BooleanType.YES : BooleanType.NO);
        return lengthOf(halt.encodedLength());
    }

    /** Writes a request for the state hash. {@return bytes written} */
    public int hashRequest(final long sequence) {
        hashRequest.wrapAndApplyHeader(buffer, 0, header).sequence(sequence);
        return lengthOf(hashRequest.encodedLength());
    }

    /** Writes where a market is to go. {@return bytes written} */
    public int marketPhase(final long sequence, final int instrument, final MarketPhase phase, final long price) {
        marketPhase.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .instrument(instrument)
                .phase(phase)
                .price(price);
        return lengthOf(marketPhase.encodedLength());
    }

    /** Writes the admission of a participant. {@return bytes written} */
    public int addParticipant(final long sequence, final int participant, final Roles roles, final int perSecond) {
        final AddParticipantEncoder encoder = new AddParticipantEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header).sequence(sequence).participant(participant);
        roles.set(encoder.roles().clear());
        encoder.commandsPerSecond(perSecond);
        return lengthOf(encoder.encodedLength());
    }

    /** Writes a change of what a participant may do. {@return bytes written} */
    public int setParticipant(final long sequence, final int participant, final Roles roles, final int perSecond) {
        final SetParticipantEncoder encoder = new SetParticipantEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header).sequence(sequence).participant(participant);
        roles.set(encoder.roles().clear());
        encoder.commandsPerSecond(perSecond);
        return lengthOf(encoder.encodedLength());
    }

    /** Writes a participant's new message key. {@return bytes written} */
    public int setMessageKey(final long sequence, final int participant, final byte[] key, final int graceMs) {
        final SetMessageKeyEncoder encoder = new SetMessageKeyEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .participant(participant)
                .graceMs(graceMs);
        for (int i = 0; i < key.length; i++) {
            encoder.key(i, (short) (key[i] & 0xFF));
        }
        return lengthOf(encoder.encodedLength());
    }

    /** Which roles a participant gets. */
    @FunctionalInterface
    public interface Roles {
        /** Sets them. */
        void set(RolesEncoder roles);
    }

    /** Writes an asset. {@return bytes written} */
    public int addAsset(final long sequence, final AssetTerms asset) {
        final AddAssetEncoder encoder = new AddAssetEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .asset(asset.id())
                .symbol("A" + asset.id())
                .exponent((byte) asset.exponent())
                .priceExponent((byte) asset.priceExponent())
                .numeraire(asset.isNumeraire() ? BooleanType.YES : BooleanType.NO)
                .minSources((short) asset.minSources())
                .borrowAddOnPpm(asset.borrowAddOnPpm())
                .borrowImPpm(asset.borrowImPpm())
                .borrowMmPpm(asset.borrowMmPpm())
                .maxAgeMs(asset.maxAgeMs());
        final AddAssetEncoder.HaircutsEncoder haircuts = encoder.haircutsCount(asset.haircuts().steps().size());
        for (final Tiers.Step step : asset.haircuts().steps()) {
            haircuts.next().upTo(step.upTo()).haircutPpm((int) step.ratePpm());
        }
        return lengthOf(encoder.encodedLength());
    }

    /** Writes a perpetual. {@return bytes written} */
    public int addInstrument(final long sequence, final InstrumentTerms terms) {
        return addInstrument(sequence, terms, 0);
    }

    /** Writes an instrument; one with an expiry is a dated future. {@return bytes written} */
    public int addInstrument(final long sequence, final InstrumentTerms terms, final long expiryMs) {
        final AddInstrumentEncoder encoder = new AddInstrumentEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .instrument(terms.id())
                .symbol("I" + terms.id())
                .underlying("U" + terms.id())
                .kind(expiryMs == 0 ? InstrumentKind.PERPETUAL : InstrumentKind.FUTURE)
                .settlementAsset(terms.settlementAsset())
                .multiplier(terms.multiplier())
                .priceExponent((byte) terms.priceExponent())
                .quantityExponent((byte) terms.quantityExponent())
                .minSources((short) terms.minSources())
                .adl(World.policyOf(terms.id()))
                .tick(terms.tick())
                .lot(terms.lot())
                .maxAgeMs(terms.maxAgeMs())
                .oiLower(terms.oiLower())
                .oiUpper(terms.oiUpper())
                .auctionMs(terms.auctionMs())
                .maxDiscountPpm(terms.maxDiscountPpm())
                .penaltyPpm(terms.penaltyPpm())
                .discountCapPpm(terms.discountCapPpm())
                .penaltyCapPpm(terms.penaltyCapPpm())
                .pool(terms.pool())
                .bufferPpm(terms.bufferPpm())
                .minNotional(terms.minNotional())
                .expiryMs(expiryMs);
        final int count = terms.initial().steps().size();
        final AddInstrumentEncoder.TiersEncoder tiers = encoder.tiersCount(count);
        for (int i = 0; i < count; i++) {
            tiers.next()
                    .upTo(terms.initial().steps().get(i).upTo())
                    .imPpm((int) terms.initial().steps().get(i).ratePpm())
                    .mmPpm((int) terms.maintenance().steps().get(i).ratePpm());
        }
        return lengthOf(encoder.encodedLength());
    }

    /** Writes an account. {@return bytes written} */
    public int addAccount(
            final long sequence, final long account, final int owner, final AccountKind kind, final int leverage) {
        final AddAccountEncoder encoder = new AddAccountEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(account)
                .owner(owner)
                .kind(kind)
                .leverage(leverage);
        return lengthOf(encoder.encodedLength());
    }

    /** Writes a price source. {@return bytes written} */
    public int addPriceSource(
            final long sequence, final PricedKind kind, final int priced, final int source, final int weight) {
        final AddPriceSourceEncoder encoder = new AddPriceSourceEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .kind(kind)
                .priced(priced)
                .source(source)
                .participant(Parties.ORACLE)
                .weight(weight);
        return lengthOf(encoder.encodedLength());
    }
}
