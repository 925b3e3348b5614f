package io.evenkeel.core.order;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AddAccountEncoder;
import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SetAccountTermsEncoder;
import io.evenkeel.codecs.SetMarginTermsEncoder;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.StartCycleEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.core.Engine;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.output.OutputSink;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageEncoderFlyweight;

/**
 * The market of an {@link OrderRig} with very many accounts: feeds an engine as a cluster would, without an allocation
 * for each entry.
 */
final class ScaleMarket {
    /** Holders in the big runs. */
    static final int MANY = 1_000_000;
    /** Positions from one log entry to the next. */
    static final int ENTRY_LENGTH = 64;

    private final Engine engine;
    private final CommandSlot slot = new CommandSlot();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1_024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AddAccountEncoder account = new AddAccountEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final PriceSubmissionEncoder price = new PriceSubmissionEncoder();
    private final StartCycleEncoder cycle = new StartCycleEncoder();
    private final SetAccountTermsEncoder accountTerms = new SetAccountTermsEncoder();
    private final SetMarginTermsEncoder marginTerms = new SetMarginTermsEncoder();
    private final long[] sequences = new long[16];
    private long id;
    private long position;
    private long timeMs;

    private ScaleMarket(final EngineLimits limits, final OutputSink outputs) {
        engine = new Engine(limits, outputs);
    }

    /** {@return limits of a market with so many accounts, of two positions each} */
    static EngineLimits limits(final int accounts, final int sliceEvaluations) {
        return new EngineLimits(
                accounts + 8, accounts * 2 + 64, 1_024, 16, 16, 2, 4, 2, 1 << 20, 1 << 20, accounts, 1_024, 65_536,
                sliceEvaluations, accounts);
    }

    /** Makes the market of an {@link OrderRig}. */
    static ScaleMarket found(final EngineLimits limits, final OutputSink outputs) {
        final OrderRig founded = OrderRig.market(limits);
        final ScaleMarket market = new ScaleMarket(limits, outputs);
        founded.engine().writeSnapshot(market.engine::loadSnapshotRecord);
        market.engine.completeSnapshotLoad();
        founded.copySequences(market.sequences);
        market.position = founded.logPosition();
        market.timeMs = founded.timeMs();
        market.id = 1_000;
        return market;
    }

    /** Takes up a market where another stands, by its snapshot. */
    static ScaleMarket twin(final ScaleMarket original, final EngineLimits limits, final OutputSink outputs) {
        final ScaleMarket market = new ScaleMarket(limits, outputs);
        original.engine.writeSnapshot(market.engine::loadSnapshotRecord);
        market.engine.completeSnapshotLoad();
        System.arraycopy(original.sequences, 0, market.sequences, 0, market.sequences.length);
        market.position = original.position;
        market.timeMs = original.timeMs;
        market.id = original.id;
        return market;
    }

    Engine engine() {
        return engine;
    }

    /** {@return log position of the last entry} */
    long position() {
        return position;
    }

    private void send(final int participant, final MessageEncoderFlyweight message) {
        buffer.putLong(MessageHeaderEncoder.ENCODED_LENGTH, ++sequences[participant], ByteOrder.LITTLE_ENDIAN);
        enter(CommandKind.MESSAGE, 100L + participant, message.limit());
    }

    private void enter(final CommandKind kind, final long session, final int length) {
        position += ENTRY_LENGTH;
        slot.assign(kind, position, timeMs, session, buffer, 0, length);
        engine.onCommand(slot);
    }

    void timer() {
        timeMs += 50;
        enter(CommandKind.TIMER, 0, 0);
    }

    /** Lets timers fire until no price has work left to do. */
    void settleDown() {
        while (engine.inspector().isTaskRunning()) {
            timer();
        }
    }

    /** Opens an account with an amount of USDC. */
    void open(final long accountId, final long amount) {
        send(OrderRig.GENESIS, account.wrapAndApplyHeader(buffer, 0, header)
                .account(accountId).owner(OrderRig.ALICE).kind(AccountKind.STANDARD).leverage(0));
        send(OrderRig.VENUE, deposit.wrapAndApplyHeader(buffer, 0, header)
                .account(accountId).amount(amount).reference(++id).asset(0));
    }

    void settleOutside(final long accountId) {
        send(OrderRig.GENESIS, accountTerms.wrapAndApplyHeader(buffer, 0, header)
                .account(accountId).feeTier((short) 0).settlement(SettlementMode.EXTERNAL));
    }

    void trade(final int instrument, final long buyer, final long seller, final long quantity, final long at) {
        send(OrderRig.VENUE, trade.wrapAndApplyHeader(buffer, 0, header).tradeId(++id).buyer(buyer).seller(seller)
                .quantity(quantity).price(at).buyerFee(0).sellerFee(0).instrument(instrument));
    }

    void price(final int instrument, final long at) {
        send(OrderRig.VENUE, price.wrapAndApplyHeader(buffer, 0, header).sourceSequence(++id).price(at)
                .confidence(0).sourceTimeMs(timeMs).source(1).priced(instrument).kind(PricedKind.INSTRUMENT));
    }

    void startCycle() {
        send(OrderRig.GENESIS, cycle.wrapAndApplyHeader(buffer, 0, header));
    }

    /** Gives an instrument one tier up to a notional, and another beyond. */
    void marginTerms(
            final int instrument, final long upTo, final int maintenancePpm, final int maintenanceBeyondPpm) {
        marginTerms.wrapAndApplyHeader(buffer, 0, header).instrument(instrument).oiLower(0).oiUpper(0).tiersCount(2)
                .next().upTo(upTo).imPpm(2 * maintenancePpm).mmPpm(maintenancePpm)
                .next().upTo(Long.MAX_VALUE).imPpm(2 * maintenanceBeyondPpm).mmPpm(maintenanceBeyondPpm);
        send(OrderRig.GENESIS, marginTerms);
    }
}
