package io.evenkeel.client;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AddAccountEncoder;
import io.evenkeel.codecs.AddParticipantEncoder;
import io.evenkeel.codecs.AddPriceSourceEncoder;
import io.evenkeel.codecs.BidCollateralEncoder;
import io.evenkeel.codecs.BidEncoder;
import io.evenkeel.codecs.CancelWithdrawalEncoder;
import io.evenkeel.codecs.ConfirmInstructionEncoder;
import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.InsuranceDepositEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.StateHashRequestEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.codecs.TransferEncoder;
import io.evenkeel.codecs.WithdrawalEncoder;
import java.nio.ByteOrder;
import java.util.Set;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes commands into the window, at the place of the next sequence. Each method returns the length written.
 *
 * <p>Not thread-safe. Does not allocate after construction.
 */
final class CommandEncoder {
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final PriceSubmissionEncoder priceSubmission = new PriceSubmissionEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final WithdrawalEncoder withdrawal = new WithdrawalEncoder();
    private final CancelWithdrawalEncoder cancelWithdrawal = new CancelWithdrawalEncoder();
    private final TransferEncoder transfer = new TransferEncoder();
    private final ConfirmInstructionEncoder confirmInstruction = new ConfirmInstructionEncoder();
    private final InsuranceDepositEncoder insuranceDeposit = new InsuranceDepositEncoder();
    private final BidEncoder bid = new BidEncoder();
    private final BidCollateralEncoder collateralBid = new BidCollateralEncoder();
    private final AddParticipantEncoder addParticipant = new AddParticipantEncoder();
    private final AddAccountEncoder addAccount = new AddAccountEncoder();
    private final AddPriceSourceEncoder addPriceSource = new AddPriceSourceEncoder();
    private final StateHashRequestEncoder stateHashRequest = new StateHashRequestEncoder();
    private final TermsEncoder terms = new TermsEncoder();
    private final CommandWindow window;
    private final MutableDirectBuffer buffer;

    CommandEncoder(final CommandWindow window) {
        this.window = window;
        this.buffer = window.buffer();
    }

    private int at() {
        return window.offset(window.next());
    }

    int trade(
            final long tradeId,
            final int instrument,
            final long buyer,
            final long seller,
            final long quantity,
            final long price,
            final long buyerFee,
            final long sellerFee) {
        trade.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .tradeId(tradeId)
                .buyer(buyer)
                .seller(seller)
                .quantity(quantity)
                .price(price)
                .buyerFee(buyerFee)
                .sellerFee(sellerFee)
                .instrument(instrument);
        return MessageHeaderEncoder.ENCODED_LENGTH + trade.encodedLength();
    }

    int priceSubmission(
            final PricedKind kind,
            final int priced,
            final int source,
            final long sourceSequence,
            final long price,
            final long confidence,
            final long sourceTimeMs) {
        priceSubmission.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .sourceSequence(sourceSequence)
                .price(price)
                .confidence(confidence)
                .sourceTimeMs(sourceTimeMs)
                .source(source)
                .priced(priced)
                .kind(kind);
        return MessageHeaderEncoder.ENCODED_LENGTH + priceSubmission.encodedLength();
    }

    int deposit(final long account, final int asset, final long amount, final long reference) {
        deposit.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .account(account)
                .amount(amount)
                .reference(reference)
                .asset(asset);
        return MessageHeaderEncoder.ENCODED_LENGTH + deposit.encodedLength();
    }

    int withdrawal(final long account, final int asset, final long amount) {
        withdrawal.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .account(account)
                .amount(amount)
                .asset(asset);
        return MessageHeaderEncoder.ENCODED_LENGTH + withdrawal.encodedLength();
    }

    int cancelWithdrawal(final long instruction) {
        cancelWithdrawal.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .instruction(instruction);
        return MessageHeaderEncoder.ENCODED_LENGTH + cancelWithdrawal.encodedLength();
    }

    int transfer(final long from, final long to, final int asset, final long amount) {
        transfer.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .from(from)
                .to(to)
                .amount(amount)
                .asset(asset);
        return MessageHeaderEncoder.ENCODED_LENGTH + transfer.encodedLength();
    }

    int confirmInstruction(final long instruction, final long reference, final InstructionOutcome outcome) {
        confirmInstruction.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .instruction(instruction)
                .reference(reference)
                .outcome(outcome);
        return MessageHeaderEncoder.ENCODED_LENGTH + confirmInstruction.encodedLength();
    }

    int insuranceDeposit(final int pool, final int asset, final long amount, final long reference) {
        insuranceDeposit.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .amount(amount)
                .reference(reference)
                .asset(asset)
                .pool(pool);
        return MessageHeaderEncoder.ENCODED_LENGTH + insuranceDeposit.encodedLength();
    }

    int bidCollateral(
            final long account,
            final long liquidation,
            final int asset,
            final long quantity,
            final long limitPrice) {
        collateralBid.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .account(account)
                .liquidation(liquidation)
                .quantity(quantity)
                .limitPrice(limitPrice)
                .asset(asset);
        return MessageHeaderEncoder.ENCODED_LENGTH + collateralBid.encodedLength();
    }

    int bid(
            final long account,
            final long liquidation,
            final int instrument,
            final long quantity,
            final long limitPrice) {
        bid.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .account(account)
                .liquidation(liquidation)
                .quantity(quantity)
                .limitPrice(limitPrice)
                .instrument(instrument);
        return MessageHeaderEncoder.ENCODED_LENGTH + bid.encodedLength();
    }

    int addParticipant(final int participant, final Set<Role> roles, final int commandsPerSecond) {
        addParticipant.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .participant(participant)
                .commandsPerSecond(commandsPerSecond);
        final int rolesAt = addParticipant.offset() + AddParticipantEncoder.rolesEncodingOffset();
        buffer.putShort(rolesAt, Role.maskOf(roles), ByteOrder.LITTLE_ENDIAN);
        return MessageHeaderEncoder.ENCODED_LENGTH + addParticipant.encodedLength();
    }

    int addAccount(final long account, final int owner, final AccountKind kind, final int leverage) {
        addAccount.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .account(account)
                .owner(owner)
                .kind(kind)
                .leverage(leverage);
        return MessageHeaderEncoder.ENCODED_LENGTH + addAccount.encodedLength();
    }

    int addPriceSource(
            final PricedKind kind, final int priced, final int source, final int participant, final int weight) {
        addPriceSource.wrapAndApplyHeader(buffer, at(), header)
                .sequence(window.next())
                .kind(kind)
                .priced(priced)
                .source(source)
                .participant(participant)
                .weight(weight);
        return MessageHeaderEncoder.ENCODED_LENGTH + addPriceSource.encodedLength();
    }

    int stateHashRequest() {
        stateHashRequest.wrapAndApplyHeader(buffer, at(), header).sequence(window.next());
        return MessageHeaderEncoder.ENCODED_LENGTH + stateHashRequest.encodedLength();
    }

    int addAsset(final AssetTerms asset) {
        return terms.addAsset(buffer, at(), window.next(), asset);
    }

    int addInstrument(final InstrumentTerms instrument) {
        return terms.addInstrument(buffer, at(), window.next(), instrument);
    }

    int copy(final DirectBuffer command, final int offset, final int length) {
        final int at = at();
        buffer.putBytes(at, command, offset, length);
        buffer.putLong(at + MessageHeaderEncoder.ENCODED_LENGTH, window.next(), ByteOrder.LITTLE_ENDIAN);
        return length;
    }
}
