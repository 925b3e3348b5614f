package io.evenkeel.core.output;

import io.evenkeel.codecs.AccountAddedEncoder;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AckStatus;
import io.evenkeel.codecs.AddAccountDecoder;
import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.AddParticipantDecoder;
import io.evenkeel.codecs.AddPriceSourceDecoder;
import io.evenkeel.codecs.AssetAddedEncoder;
import io.evenkeel.codecs.BalanceChangedEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CommandAckEncoder;
import io.evenkeel.codecs.InstrumentAddedEncoder;
import io.evenkeel.codecs.MarketPriceEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.ParticipantAddedEncoder;
import io.evenkeel.codecs.ParticipantChangedEncoder;
import io.evenkeel.codecs.PriceSourceAddedEncoder;
import io.evenkeel.codecs.PriceSourceRemovedEncoder;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.RemovePriceSourceDecoder;
import io.evenkeel.codecs.SessionAckEncoder;
import io.evenkeel.codecs.StateHashReportEncoder;
import io.evenkeel.codecs.TradeBookedEncoder;
import io.evenkeel.core.booking.LegPlan;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.command.PriceUpdate;
import java.nio.ByteOrder;

/**
 * Writes what Risk puts out as SBE messages into the output sink: acknowledgements, listings, prices, trades,
 * balances. Liquidations have an encoder of their own. One thread; no allocation.
 */
public final class EventEncoder {
    private final OutputSink sink;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final CommandAckEncoder commandAck = new CommandAckEncoder();
    private final SessionAckEncoder sessionAck = new SessionAckEncoder();
    private final MarketPriceEncoder marketPrice = new MarketPriceEncoder();
    private final TradeBookedEncoder tradeBooked = new TradeBookedEncoder();
    private final BalanceChangedEncoder balanceChanged = new BalanceChangedEncoder();
    private final ParticipantAddedEncoder participantAdded = new ParticipantAddedEncoder();
    private final ParticipantChangedEncoder participantChanged = new ParticipantChangedEncoder();
    private final AssetAddedEncoder assetAdded = new AssetAddedEncoder();
    private final InstrumentAddedEncoder instrumentAdded = new InstrumentAddedEncoder();
    private final AccountAddedEncoder accountAdded = new AccountAddedEncoder();
    private final PriceSourceAddedEncoder priceSourceAdded = new PriceSourceAddedEncoder();
    private final PriceSourceRemovedEncoder priceSourceRemoved = new PriceSourceRemovedEncoder();
    private final StateHashReportEncoder stateHashReport = new StateHashReportEncoder();
    private final byte[] symbol = new byte[AssetAddedEncoder.symbolLength()];

    private long logPosition;
    private long timeMs;

    /** Makes an encoder that appends to a sink. */
    public EventEncoder(final OutputSink sink) {
        this.sink = sink;
    }

    /** Says which log entry causes what is written from now on. */
    public void begin(final long position, final long time) {
        logPosition = position;
        timeMs = time;
    }

    /** {@return position of the log entry that causes what is written now} */
    public long logPosition() {
        return logPosition;
    }

    /** {@return cluster time of the log entry that causes what is written now} */
    public long timeMs() {
        return timeMs;
    }

    /** Claims a slot for an event. {@return the slot} */
    OutputSlot claim(final OutputKind kind) {
        return claim(kind, 0);
    }

    /** Claims a slot for what is told to the session that sent the command at work. {@return the slot} */
    OutputSlot claimAnswer(final long sessionId) {
        return claim(OutputKind.ACK, sessionId);
    }

    /** Claims a slot for what a participant is told on the session that speaks for it. {@return the slot} */
    OutputSlot claimNotice(final int participant) {
        return claim(OutputKind.NOTICE, participant);
    }

    private OutputSlot claim(final OutputKind kind, final long sessionId) {
        final OutputSlot slot = sink.claim();
        slot.address(kind, logPosition, timeMs, sessionId);
        return slot;
    }

    /** Hands on the slot claimed last, with a message whose encoder ended at {@code limit}. */
    void publish(final OutputSlot slot, final int limit) {
        slot.length(limit);
        sink.publish();
    }

    /** Forwards a session's opening or closing to Publish. */
    public void session(final OutputKind kind, final CommandSlot command) {
        final OutputSlot slot = claim(kind, command.sessionId());
        final int length = kind == OutputKind.SESSION_OPENED ? Math.min(command.length(), OutputSlot.MAX_LENGTH) : 0;
        if (length > 0) {
            slot.buffer().putBytes(0, command.bytes(), 0, length);
        }
        publish(slot, length);
    }

    /** Answers a command, on the session that sent it. */
    public void commandAck(
            final CommandSlot command,
            final long commandPosition,
            final long commandTimeMs,
            final long result,
            final AckStatus status,
            final RejectCode rejectCode,
            final BooleanType repeated) {
        final OutputSlot slot = claim(OutputKind.ACK, command.sessionId());
        commandAck.wrapAndApplyHeader(slot.buffer(), 0, header)
                .sequence(command.sequence())
                .commandPosition(commandPosition)
                .timeMs(commandTimeMs)
                .result(result)
                .participant(command.participant())
                .status(status)
                .rejectCode(rejectCode)
                .repeated(repeated);
        publish(slot, commandAck.limit());
    }

    /** Tells a session where its participant's sequence stands. */
    public void sessionAck(final CommandSlot command) {
        final OutputSlot slot = claim(OutputKind.ACK, command.sessionId());
        sessionAck.wrapAndApplyHeader(slot.buffer(), 0, header)
                .sequence(command.sequence())
                .commandPosition(logPosition)
                .session(command.sessionId())
                .participant(command.participant());
        publish(slot, sessionAck.limit());
    }

    /** Reports that a price took effect. */
    public void marketPrice(
            final PriceUpdate update,
            final int staleFavourPpm,
            final long commandPosition,
            final long commandTimeMs) {
        final OutputSlot slot = claim(OutputKind.MARKET);
        marketPrice.wrapAndApplyHeader(slot.buffer(), 0, header)
                .commandPosition(commandPosition)
                .index(update.index())
                .mark(update.mark())
                .timeMs(commandTimeMs)
                .priced(update.priced())
                .kind(update.kind())
                .state(update.state())
                .freshSources((short) update.freshSources())
                .staleFavourPpm(staleFavourPpm);
        publish(slot, marketPrice.limit());
    }

    /** Reports that both legs of a fill were booked. */
    public void tradeBooked(
            final long tradeId,
            final int venue,
            final int instrument,
            final long buyer,
            final LegPlan bought,
            final long seller,
            final LegPlan sold,
            final long quantity,
            final long price) {
        final OutputSlot slot = claim(OutputKind.AUDIT);
        tradeBooked.wrapAndApplyHeader(slot.buffer(), 0, header)
                .tradeId(tradeId)
                .buyer(buyer)
                .seller(seller)
                .quantity(quantity)
                .price(price)
                .buyerBefore(bought.oldQuantity())
                .sellerBefore(sold.oldQuantity())
                .buyerProfit(bought.profitOnCost())
                .sellerProfit(sold.profitOnCost())
                .venue(venue)
                .instrument(instrument);
        publish(slot, tradeBooked.limit());
    }

    /** Reports money that came in or went out. */
    public void balanceChanged(
            final long account,
            final int pool,
            final int asset,
            final long amount,
            final long balance,
            final long reference) {
        final OutputSlot slot = claim(OutputKind.AUDIT);
        balanceChanged.wrapAndApplyHeader(slot.buffer(), 0, header)
                .account(account)
                .amount(amount)
                .balance(balance)
                .reference(reference)
                .asset(asset)
                .pool(pool);
        publish(slot, balanceChanged.limit());
    }

    /** Reports a participant admitted. */
    public void participantAdded(final AddParticipantDecoder command) {
        final OutputSlot slot = claim(OutputKind.AUDIT);
        participantAdded.wrapAndApplyHeader(slot.buffer(), 0, header).participant(command.participant());
        slot.buffer().putShort(
                participantAdded.offset() + ParticipantAddedEncoder.rolesEncodingOffset(),
                (short) command.roles().getRaw(),
                ByteOrder.LITTLE_ENDIAN);
        publish(slot, participantAdded.limit());
    }

    /** Reports what a participant may do after a command that changed it, or that its key changed. */
    public void participantChanged(final int participant, final CommandSlot command, final BooleanType keyChanged) {
        final OutputSlot slot = claim(OutputKind.AUDIT);
        participantChanged.wrapAndApplyHeader(slot.buffer(), 0, header)
                .participant(participant)
                .commandsPerSecond(command.standingRate())
                .keyChanged(keyChanged)
                .graceEndMs(command.graceEndMs());
        slot.buffer().putShort(
                participantChanged.offset() + ParticipantChangedEncoder.rolesEncodingOffset(),
                (short) command.standingRoles(),
                ByteOrder.LITTLE_ENDIAN);
        publish(slot, participantChanged.limit());
    }

    /** Reports an asset listed. */
    public void assetAdded(final AddAssetDecoder command) {
        final OutputSlot slot = claim(OutputKind.MARKET);
        command.getSymbol(symbol, 0);
        assetAdded.wrapAndApplyHeader(slot.buffer(), 0, header)
                .asset(command.asset())
                .putSymbol(symbol, 0)
                .exponent(command.exponent())
                .priceExponent(command.priceExponent())
                .numeraire(command.numeraire());
        publish(slot, assetAdded.limit());
    }

    /** Reports an instrument listed. */
    public void instrumentAdded(final AddInstrumentDecoder command) {
        final OutputSlot slot = claim(OutputKind.MARKET);
        command.getSymbol(symbol, 0);
        instrumentAdded.wrapAndApplyHeader(slot.buffer(), 0, header)
                .tick(command.tick())
                .lot(command.lot())
                .multiplier(command.multiplier())
                .putSymbol(symbol, 0)
                .instrument(command.instrument())
                .settlementAsset(command.settlementAsset())
                .kind(command.kind())
                .priceExponent(command.priceExponent())
                .quantityExponent(command.quantityExponent())
                .pool(command.pool());
        publish(slot, instrumentAdded.limit());
    }

    /** Reports an account opened. */
    public void accountAdded(final AddAccountDecoder command) {
        accountAdded(command.account(), command.owner(), command.leverage(), command.kind());
    }

    /** Reports an account opened. */
    public void accountAdded(final long account, final int owner, final int leverage, final AccountKind kind) {
        final OutputSlot slot = claim(OutputKind.AUDIT);
        accountAdded.wrapAndApplyHeader(slot.buffer(), 0, header)
                .account(account)
                .owner(owner)
                .leverage(leverage)
                .kind(kind);
        publish(slot, accountAdded.limit());
    }

    /** Reports a price source configured. */
    public void priceSourceAdded(final AddPriceSourceDecoder command) {
        final OutputSlot slot = claim(OutputKind.MARKET);
        priceSourceAdded.wrapAndApplyHeader(slot.buffer(), 0, header)
                .source(command.source())
                .participant(command.participant())
                .weight(command.weight())
                .priced(command.priced())
                .kind(command.kind());
        publish(slot, priceSourceAdded.limit());
    }

    /** Reports that a price source speaks no longer. */
    public void priceSourceRemoved(final RemovePriceSourceDecoder command) {
        final OutputSlot slot = claim(OutputKind.MARKET);
        priceSourceRemoved.wrapAndApplyHeader(slot.buffer(), 0, header)
                .source(command.source())
                .priced(command.priced())
                .kind(command.kind());
        publish(slot, priceSourceRemoved.limit());
    }

    /** Reports the state hash, and how many invariants are broken. */
    public void stateHash(
            final long stateHash, final long accounts, final long positions, final int brokenInvariants) {
        final OutputSlot slot = claim(OutputKind.AUDIT);
        stateHashReport.wrapAndApplyHeader(slot.buffer(), 0, header)
                .stateHash(stateHash)
                .commandPosition(logPosition)
                .accounts(accounts)
                .positions(positions)
                .brokenInvariants(brokenInvariants);
        publish(slot, stateHashReport.limit());
    }
}
