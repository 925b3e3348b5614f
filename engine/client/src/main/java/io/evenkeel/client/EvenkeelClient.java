package io.evenkeel.client;

import io.aeron.Aeron;
import io.aeron.Subscription;
import io.aeron.exceptions.TimeoutException;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.PricedKind;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.AgentInvoker;
import org.agrona.concurrent.NanoClock;

/**
 * One participant's line to the cluster: sends commands, hears the answer to each of them once, and goes on by itself
 * when the leader changes or the session is lost.
 *
 * <p>A command method numbers the command, keeps it, and hands it to the transport; it returns the command's sequence,
 * or one of {@link #BACK_PRESSURED}, {@link #NOT_CONNECTED} and {@link #CLOSED}, all negative. The answer comes to the
 * {@link AckListener} from {@link #poll()}, which must be called often: it also keeps the session alive, follows the
 * leader, reconnects and sends again. A sequence that was returned is answered, sooner or later, unless the client is
 * closed or says that it had to stop; a process that dies leaves at most its window's commands in doubt, and a
 * venue's {@code tradeId} or a gateway's {@code reference} settles whether they were booked.
 *
 * <p>A participant has one session: the cluster believes the newest and refuses the others.
 *
 * <p>Not thread-safe: one thread calls everything. Listeners may send commands but must not call {@link #poll()}.
 * Does not allocate once it is {@link ClientState#READY}, except while it reconnects or the leader changes; commands
 * with tiers or roles may.
 */
public final class EvenkeelClient implements AutoCloseable {
    /** Returned by a command method when the window of unacknowledged commands is full: poll, then try again. */
    public static final long BACK_PRESSURED = -1;

    /** Returned by a command method before the participant's sequence is known: poll until ready. */
    public static final long NOT_CONNECTED = -2;

    /** Returned by a command method when the client is closed. */
    public static final long CLOSED = -3;

    /** Stream on which the cluster answers at a client's own endpoint. */
    public static final int RESPONSE_STREAM_ID = 102;

    private static final int FRAGMENT_LIMIT = 64;

    private final ClientContext ctx;
    private final NanoClock nanoClock;
    private final AgentInvoker invoker;
    private final CommandWindow window;
    private final CommandEncoder encoder;
    private final CommandSignature signature;
    private final CommandFlow flow;
    private final CommandFlow.Link link;
    private final AckAdapter adapter;
    private final OrderClient orders;
    private final MarketClient markets;
    private final GovernanceClient governance;
    private final Subscription responses;
    private final ClusterSession session;
    private long joinedPosition;
    private boolean wasOpen;
    private boolean isClosed;
    private long sessions;

    private EvenkeelClient(final ClientContext ctx) {
        this.ctx = ctx;
        final Aeron aeron = ctx.aeron();
        nanoClock = aeron.context().nanoClock();
        invoker = aeron.conductorAgentInvoker();
        window = new CommandWindow(ctx.windowCapacity());
        encoder = new CommandEncoder(window);
        signature = new CommandSignature(ctx.messageKeySupplier());
        flow = new CommandFlow(
                window,
                ctx.participant(),
                signature,
                ctx.ackListener(),
                ctx.sessionListener(),
                TimeUnit.MILLISECONDS.toNanos(ctx.ackTimeoutMs()));
        adapter = new AckAdapter(flow, this::onReady, new OrderAdapter(ctx.orderListener()), nanoClock);
        final CommandDraft draft = new CommandDraft(window, this::refusal, this::send);
        orders = new OrderClient(draft);
        markets = new MarketClient(draft);
        governance = new GovernanceClient(draft);
        final ResponseEndpoint endpoint = ResponseEndpoint.open(aeron, ctx.responseEndpoint(), ctx.idleStrategy());
        responses = endpoint.subscription();
        session = new ClusterSession(
                ctx, new LogonCredentials(ctx.participant(), endpoint.address(), ctx.keySupplier()), adapter);
        link = session::offer;
    }

    /**
     * Makes a client and waits until it is ready.
     *
     * @param ctx configuration; used for one client only.
     * @return a client in state {@link ClientState#READY}.
     * @throws TimeoutException      if that takes longer than {@link ClientContext#connectTimeoutMs()}; the cause
     *                               says why the last attempt failed.
     * @throws IllegalStateException if the cluster refuses the participant.
     */
    public static EvenkeelClient connect(final ClientContext ctx) {
        final EvenkeelClient client = create(ctx);
        try {
            return client.connectOrThrow();
        } catch (final RuntimeException e) {
            CloseHelper.quietClose(client);
            throw e;
        }
    }

    /**
     * Makes a client that connects as it is polled.
     *
     * @param ctx configuration; used for one client only.
     * @return a client in state {@link ClientState#CONNECTING}.
     */
    public static EvenkeelClient create(final ClientContext ctx) {
        ctx.conclude();
        try {
            return new EvenkeelClient(ctx);
        } catch (final RuntimeException e) {
            ctx.close();
            throw e;
        }
    }

    /**
     * Venue: reports a fill, both legs.
     *
     * @param tradeId    the venue's own id; a second fill with it is refused.
     * @param instrument what was traded.
     * @param buyer      account that buys.
     * @param seller     account that sells.
     * @param quantity   above 0, mantissa, on the lot grid.
     * @param price      above 0, mantissa, on the tick grid.
     * @param buyerFee   charged to the buyer in units of the settlement asset; negative for a rebate.
     * @param sellerFee  charged to the seller likewise.
     * @return the command's sequence, or a negative code.
     */
    public long trade(
            final long tradeId,
            final int instrument,
            final long buyer,
            final long seller,
            final long quantity,
            final long price,
            final long buyerFee,
            final long sellerFee) {
        final long refusal = refusal();
        return refusal < 0
                ? refusal
                : send(encoder.trade(tradeId, instrument, buyer, seller, quantity, price, buyerFee, sellerFee));
    }

    /**
     * Oracle: submits a price of one source.
     *
     * @param kind           whether {@code priced} is an asset or an instrument.
     * @param priced         asset or instrument id.
     * @param source         source id.
     * @param sourceSequence the source's own sequence; must rise.
     * @param price          above 0, mantissa.
     * @param confidence     half width of the source's confidence interval, mantissa; 0 for none.
     * @param sourceTimeMs   when the source formed the price, milliseconds UTC.
     * @return the command's sequence, or a negative code.
     */
    public long submitPrice(
            final PricedKind kind,
            final int priced,
            final int source,
            final long sourceSequence,
            final long price,
            final long confidence,
            final long sourceTimeMs) {
        final long refusal = refusal();
        return refusal < 0
                ? refusal
                : send(encoder.priceSubmission(
                        kind, priced, source, sourceSequence, price, confidence, sourceTimeMs));
    }

    /**
     * Gateway: reports that money has arrived for an account.
     *
     * @param account   account to credit.
     * @param asset     what arrived.
     * @param amount    above 0, in units of the asset.
     * @param reference the gateway's own reference; a second deposit with it is refused.
     * @return the command's sequence, or a negative code.
     */
    public long deposit(final long account, final int asset, final long amount, final long reference) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.deposit(account, asset, amount, reference));
    }

    /** {@return the commands about orders, their limits and terms of accounts} */
    public OrderClient orders() {
        return orders;
    }

    /** {@return the commands about a market as a whole: its book, its funding, its life} */
    public MarketClient markets() {
        return markets;
    }

    /** {@return the commands that change terms, limits, participants, halts and settlement} */
    public GovernanceClient governance() {
        return governance;
    }

    /**
     * Owner: takes money out.
     *
     * @param account account to debit.
     * @param asset   what to take.
     * @param amount  above 0, in units of the asset.
     * @return the command's sequence, or a negative code.
     */
    public long withdraw(final long account, final int asset, final long amount) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.withdrawal(account, asset, amount));
    }

    /**
     * Owner or operator: takes back a withdrawal that waits for its delay. Refused once a gateway was told.
     *
     * @param instruction its instruction id: the {@code result} of the withdrawal's answer.
     * @return the command's sequence, or a negative code.
     */
    public long cancelWithdrawal(final long instruction) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.cancelWithdrawal(instruction));
    }

    /**
     * Owner: moves money between two accounts of its own.
     *
     * @param from   account to debit.
     * @param to     account to credit.
     * @param asset  what to move.
     * @param amount above 0, in units of the asset.
     * @return the command's sequence, or a negative code.
     */
    public long transfer(final long from, final long to, final int asset, final long amount) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.transfer(from, to, asset, amount));
    }

    /**
     * Gateway: reports that money has arrived for an insurance pool.
     *
     * @param pool      pool id; 0 is MAIN.
     * @param asset     what arrived.
     * @param amount    above 0, in units of the asset.
     * @param reference the gateway's own reference; a second deposit with it is refused.
     * @return the command's sequence, or a negative code.
     */
    public long insuranceDeposit(final int pool, final int asset, final long amount, final long reference) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.insuranceDeposit(pool, asset, amount, reference));
    }

    /**
     * Gateway: says what became of a settlement instruction. Refused once the instruction is over, so it may be sent
     * again whenever its answer is in doubt.
     *
     * @param instruction instruction id.
     * @param reference   the gateway's own reference, for those who compare both books.
     * @param outcome     whether the money has moved, or has not and will not.
     * @return the command's sequence, or a negative code.
     */
    public long confirmInstruction(
            final long instruction, final long reference, final InstructionOutcome outcome) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.confirmInstruction(instruction, reference, outcome));
    }

    /**
     * Keeper: takes all or part of a liquidation order at its current price. The answer's {@code result} says how
     * much was traded.
     *
     * @param account     the keeper's account.
     * @param liquidation liquidation id.
     * @param instrument  instrument of the order.
     * @param quantity    above 0, mantissa, on the lot grid; cut to what the order needs.
     * @param limitPrice  worst price accepted, mantissa.
     * @return the command's sequence, or a negative code.
     */
    public long bid(
            final long account,
            final long liquidation,
            final int instrument,
            final long quantity,
            final long limitPrice) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.bid(account, liquidation, instrument, quantity, limitPrice));
    }

    /**
     * Bids for collateral that a liquidation sells: it trades at the price at which the order stands when the bid
     * comes, and is paid in the asset that the liquidated account owes.
     *
     * @param account     the keeper's account, which must have what is to be paid.
     * @param liquidation liquidation id.
     * @param asset       asset for sale.
     * @param quantity    above 0, asset units; cut to what suffices.
     * @param limitPrice  highest price accepted, mantissa of that asset's prices.
     * @return the command's sequence, or a negative code.
     */
    public long bidCollateral(
            final long account,
            final long liquidation,
            final int asset,
            final long quantity,
            final long limitPrice) {
        final long refusal = refusal();
        return refusal < 0
                ? refusal
                : send(encoder.bidCollateral(account, liquidation, asset, quantity, limitPrice));
    }

    /**
     * Operator: admits a participant, whose key the nodes must know.
     *
     * @param participant       id of the new participant, above 0.
     * @param roles             what it may do.
     * @param commandsPerSecond rate limit in cluster time; 0 for none.
     * @return the command's sequence, or a negative code.
     */
    public long addParticipant(final int participant, final Set<Role> roles, final int commandsPerSecond) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.addParticipant(participant, roles, commandsPerSecond));
    }

    /** Governor: adds a settlement or collateral asset. {@return the command's sequence, or a negative code} */
    public long addAsset(final AssetTerms terms) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.addAsset(terms));
    }

    /** Governor: adds an instrument. {@return the command's sequence, or a negative code} */
    public long addInstrument(final InstrumentTerms terms) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.addInstrument(terms));
    }

    /**
     * Operator: opens an account.
     *
     * @param account  id of the new account, above 0.
     * @param owner    participant that owns it.
     * @param kind     kind of account.
     * @param leverage largest leverage its owner wants; 0 for none.
     * @return the command's sequence, or a negative code.
     */
    public long addAccount(final long account, final int owner, final AccountKind kind, final int leverage) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.addAccount(account, owner, kind, leverage));
    }

    /**
     * Governor: lets a participant's source speak for a price.
     *
     * @param kind        whether {@code priced} is an asset or an instrument.
     * @param priced      asset or instrument id.
     * @param source      source id, above 0.
     * @param participant the oracle that speaks for it.
     * @param weight      weight in the index, 1 to 1,000,000.
     * @return the command's sequence, or a negative code.
     */
    public long addPriceSource(
            final PricedKind kind, final int priced, final int source, final int participant, final int weight) {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.addPriceSource(kind, priced, source, participant, weight));
    }

    /**
     * Operator or auditor: has the state hash at this command's position published on the audit feed.
     *
     * @return the command's sequence, or a negative code.
     */
    public long stateHash() {
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.stateHashRequest());
    }

    /**
     * Sends a command that was encoded elsewhere, with its SBE header; its sequence is overwritten.
     *
     * @param command buffer with the bytes; copied.
     * @param offset  where they begin.
     * @param length  how many, from 16 to 1,024.
     * @return the command's sequence, or a negative code.
     * @throws IllegalArgumentException if the length is out of its range.
     */
    public long send(final DirectBuffer command, final int offset, final int length) {
        if (length < 16 || length > CommandWindow.SLOT_LENGTH) {
            throw new IllegalArgumentException("a command has 16 to 1024 bytes, not " + length);
        }
        final long refusal = refusal();
        return refusal < 0 ? refusal : send(encoder.copy(command, offset, length));
    }

    /**
     * Does what is due: hears answers, sends what waits, keeps the session alive, reconnects.
     *
     * @return how much was done; 0 if the caller may idle.
     * @throws RuntimeException what a listener threw, and what the Aeron client throws when it has lost its driver.
     */
    public int poll() {
        if (isClosed) {
            return 0;
        }
        final long nowNs = nanoClock.nanoTime();
        int work = invoker == null ? 0 : invoker.invoke();
        work += session.poll(nowNs);
        if (responses != null) {
            work += responses.poll(adapter, FRAGMENT_LIMIT);
        }
        adapter.rethrow();
        work += drive(nowNs);
        if (flow.endReason() != null) {
            ctx.sessionListener().onSessionLost(flow.endReason());
            close();
        }
        return work;
    }

    /**
     * Signs whatever is sent from now on under the key that {@link ClientContext#messageKeySupplier} has now. Call it
     * within the grace of the new key: what is in flight stays good. Allocates.
     */
    public void renewMessageKey() {
        signature.renew();
        flow.onKeyRenewed(nanoClock.nanoTime());
    }

    /** Polls until the client is ready. {@return whether it is, within the time; false also when it closed} */
    public boolean awaitReady(final long timeoutMs) {
        final long deadlineNs = nanoClock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!isReady() && !isClosed && nanoClock.nanoTime() - deadlineNs < 0) {
            ctx.idleStrategy().idle(poll());
        }
        return isReady();
    }

    /** Polls until every command is acknowledged. {@return whether that is so, within the time} */
    public boolean awaitAllAcknowledged(final long timeoutMs) {
        final long deadlineNs = nanoClock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (window.size() > 0 && !isClosed && nanoClock.nanoTime() - deadlineNs < 0) {
            ctx.idleStrategy().idle(poll());
        }
        return window.size() == 0;
    }

    /** {@return how far the client has come} */
    public ClientState state() {
        if (isClosed) {
            return ClientState.CLOSED;
        }
        if (!session.isOpen()) {
            return ClientState.CONNECTING;
        }
        return flow.isSynchronised() ? ClientState.READY : ClientState.SYNCHRONISING;
    }

    /** {@return whether a session is open and the participant's sequence is known} */
    public boolean isReady() {
        return !isClosed && session.isOpen() && flow.isSynchronised();
    }

    /** {@return whether the client was closed, by its owner or because it had to stop} */
    public boolean isClosed() {
        return isClosed;
    }

    /** {@return why the client stopped for good by itself; null if it did not} */
    public String endReason() {
        return flow.endReason();
    }

    /** {@return sequence of the last command given to this client, or that the cluster knew before it} */
    public long lastSequence() {
        return window.next() - 1;
    }

    /** {@return the sequence up to which every command is acknowledged} */
    public long lastAcknowledged() {
        return window.lowest() - 1;
    }

    /** {@return how many sequences lie above {@link #lastAcknowledged()}} */
    public int outstanding() {
        return window.size();
    }

    /** {@return id of the member that leads the cluster, as far as is known; −1 where it is not} */
    public int leaderMemberId() {
        return session.leaderMemberId();
    }

    /** {@return log position since which nobody but this client's session speaks for the participant; 0 before} */
    public long joinedPosition() {
        return joinedPosition;
    }

    /** {@return how many sessions were opened so far} */
    public long sessions() {
        return sessions;
    }

    /** {@return how often the unacknowledged commands were sent again} */
    public long resends() {
        return flow.resends();
    }

    /** {@return how many answers were not passed on because the command had been answered before} */
    public long repeatedAnswers() {
        return flow.repeatedAnswers();
    }

    /** {@return how many messages came that were no answers} */
    public long strangers() {
        return adapter.strangers();
    }

    /** Closes the session and everything that the client opened. What is not acknowledged stays in doubt. */
    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            CloseHelper.closeAll(session, responses, ctx);
        }
    }

    private long refusal() {
        if (isClosed || !flow.hasStarted()) {
            return isClosed ? CLOSED : NOT_CONNECTED;
        }
        return window.isFull() ? BACK_PRESSURED : 0;
    }

    private long send(final int length) {
        final long sequence = window.append(length);
        if (session.isOpen()) {
            flow.sendUnsent(nanoClock.nanoTime(), link);
        }
        return sequence;
    }

    private int drive(final long nowNs) {
        if (!session.isOpen()) {
            wasOpen = false;
            return 0;
        }
        if (!wasOpen) {
            wasOpen = true;
            sessions++;
            flow.onSessionOpened(session.sessionId(), nowNs);
        }
        if (session.takeNewLeader()) {
            flow.onNewLeader(nowNs);
        }
        if (flow.isAnswerOverdue(nowNs)) {
            session.drop("no answer for " + ctx.ackTimeoutMs() + " ms", nowNs);
            wasOpen = false;
            return 1;
        }
        return flow.poll(nowNs, link);
    }

    private void onReady(final long lastSequence, final long logPosition) {
        joinedPosition = logPosition;
        ctx.sessionListener().onSessionReady(session.sessionId(), session.leaderMemberId(), lastSequence);
    }

    private EvenkeelClient connectOrThrow() {
        if (awaitReady(ctx.connectTimeoutMs())) {
            return this;
        }
        if (flow.endReason() != null) {
            throw new IllegalStateException(flow.endReason());
        }
        final TimeoutException timeout = new TimeoutException(
                "not ready within " + ctx.connectTimeoutMs() + " ms, state=" + state() + " endpoints="
                        + ctx.ingressEndpoints());
        if (session.lastFailure() != null) {
            timeout.initCause(session.lastFailure());
        }
        throw timeout;
    }
}
