package io.evenkeel.node.traffic;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AddAccountEncoder;
import io.evenkeel.codecs.BidEncoder;
import io.evenkeel.codecs.BookTopEncoder;
import io.evenkeel.codecs.ConfirmInstructionEncoder;
import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SetAccountTermsEncoder;
import io.evenkeel.codecs.SetFundingTermsEncoder;
import io.evenkeel.codecs.SetMarginTermsEncoder;
import io.evenkeel.codecs.SetSettlementEncoder;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.StartCycleEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.codecs.WithdrawalEncoder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The market of {@link Traffic} with a whole clearing over it: thousands of accounts with a position each, every tenth
 * of which settles outside, and so does the venue's omnibus account; funding every second; prices that fall. One
 * account of a hundred has little more than its margin. Never reads an answer: the same calls give the same bytes.
 */
public final class ClearingTraffic {
    private static final long START_PRICE = 50_000;
    private static final long LOWEST_PRICE = 44_000;
    private static final long CONTRACT = 10_000;
    private static final long USDC = 1_000_000;
    private static final int EXTERNAL_EVERY = 10;
    private static final int POOR_EVERY = 100;

    private final Traffic market;
    private final int accounts;
    private final SplittableRandom random;
    private final UnsafeBuffer buffer;
    private final Envelope envelope;
    private final long[] prices = new long[Traffic.INSTRUMENTS];
    private long tradeId;
    private long sourceSequence;
    private long reference;

    /** Makes traffic over so many accounts, an even number, of which those of {@link Traffic} are the first. */
    public ClearingTraffic(final long seed, final int accounts) {
        this.accounts = accounts;
        market = new Traffic(seed);
        buffer = market.buffer();
        envelope = new Envelope(buffer);
        random = new SplittableRandom(seed);
        Arrays.fill(prices, START_PRICE);
    }

    /** {@return where commands are written} */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    // ---------------------------------------------------------------- the operator's

    /** {@return commands of the set-up} */
    public int setupCount() {
        return Traffic.SETUP + accounts - Traffic.ACCOUNTS + 1 + externals() + Traffic.INSTRUMENTS + 1;
    }

    /** {@return accounts that settle outside} */
    private int externals() {
        return accounts / EXTERNAL_EVERY + 1;
    }

    /** Writes command i of the set-up, from 0, for {@link Traffic#OPERATOR}. {@return its length} */
    public int setup(final int i, final long sequence) {
        if (i < Traffic.SETUP) {
            return market.setup(i, sequence);
        }
        int rest = i - Traffic.SETUP;
        if (rest <= accounts - Traffic.ACCOUNTS) {
            return account(sequence, Traffic.ACCOUNTS + 1L + rest);
        }
        rest -= accounts - Traffic.ACCOUNTS + 1;
        if (rest < externals()) {
            return accountTerms(sequence, rest == 0 ? omnibus() : (long) rest * EXTERNAL_EVERY);
        }
        rest -= externals();
        return rest < Traffic.INSTRUMENTS ? fundingTerms(sequence, rest) : settlement(sequence);
    }

    private long omnibus() {
        return accounts + 1L;
    }

    private int account(final long sequence, final long id) {
        return envelope.write(new AddAccountEncoder(), sequence, message -> message.account(id)
                .owner(Traffic.TRADER)
                .kind(id == omnibus() ? AccountKind.OMNIBUS : AccountKind.STANDARD)
                .leverage(0));
    }

    private int accountTerms(final long sequence, final long id) {
        return envelope.write(new SetAccountTermsEncoder(), sequence, message ->
                message.account(id).feeTier((short) 0).settlement(SettlementMode.EXTERNAL));
    }

    private int fundingTerms(final long sequence, final int instrument) {
        return envelope.write(new SetFundingTermsEncoder(), sequence, message ->
                message.instrument(instrument).intervalMs(1_000).interestPpb(100_000).capPpb(7_500_000));
    }

    private int settlement(final long sequence) {
        return envelope.write(new SetSettlementEncoder(), sequence, message ->
                message.cycleMs(0).repeatMs(2_000).withdrawalLimit(0).windowMs(0));
    }

    /** Writes a command that starts a cycle. {@return its length} */
    public int startCycle(final long sequence) {
        return envelope.write(new StartCycleEncoder(), sequence, message -> { });
    }

    /** Writes a command that asks for margin of 40 % and 30 % in an instrument. {@return its length} */
    public int stricterMargin(final long sequence, final int instrument) {
        return envelope.write(new SetMarginTermsEncoder(), sequence, message -> message.instrument(instrument)
                .oiLower(0)
                .oiUpper(0)
                .tiersCount(1).next().upTo(Long.MAX_VALUE).imPpm(400_000).mmPpm(300_000));
    }

    /** Writes a request for the state hash. {@return its length} */
    public int stateHashRequest(final long sequence) {
        return market.stateHashRequest(sequence);
    }

    // ---------------------------------------------------------------- the trader's

    /** {@return commands with which all accounts get their money and positions} */
    public int endowmentCount() {
        return Traffic.INSTRUMENTS + accounts + accounts / 2 + externals() - 1;
    }

    /** Writes command i of these, from 0, for {@link Traffic#TRADER}. {@return its length} */
    public int endow(final int i, final long sequence, final long timeMs) {
        if (i < Traffic.INSTRUMENTS) {
            return price(sequence, i, timeMs);
        }
        int rest = i - Traffic.INSTRUMENTS;
        if (rest < accounts) {
            return deposit(sequence, rest + 1L, (rest % POOR_EVERY == 0 ? 1_500 : 20_000) * USDC);
        }
        rest -= accounts;
        if (rest < accounts / 2) {
            return trade(sequence, 2L * rest + 1, 2L * rest + 2, rest % Traffic.INSTRUMENTS, CONTRACT);
        }
        rest -= accounts / 2;
        return trade(sequence, omnibus(), (rest + 1L) * EXTERNAL_EVERY, rest % Traffic.INSTRUMENTS, CONTRACT);
    }

    /**
     * Writes the next command of {@link Traffic#TRADER}.
     *
     * @param timeMs about now, in cluster time.
     * @return its length.
     */
    public int next(final long sequence, final long timeMs) {
        final int dice = random.nextInt(100);
        final int instrument = random.nextInt(Traffic.INSTRUMENTS);
        if (dice < 40) {
            return trade(sequence, account(), account(), instrument, 1 + random.nextLong(CONTRACT / 4));
        }
        if (dice < 60) {
            prices[instrument] = Math.max(LOWEST_PRICE, prices[instrument] - random.nextInt(200) + 20);
            return price(sequence, instrument, timeMs);
        }
        if (dice < 70) {
            return book(sequence, instrument);
        }
        if (dice < 78) {
            return deposit(sequence, account(), 1 + random.nextLong(100 * USDC));
        }
        if (dice < 84) {
            return withdrawal(sequence);
        }
        return dice < 92 ? confirm(sequence, 1 + random.nextInt(200), random.nextInt(8) > 0) : bid(sequence);
    }

    private long account() {
        return 1L + random.nextInt(accounts);
    }

    private int price(final long sequence, final int instrument, final long timeMs) {
        return envelope.write(new PriceSubmissionEncoder(), sequence, message -> message
                .sourceSequence(++sourceSequence)
                .price(prices[instrument])
                .confidence(0)
                .sourceTimeMs(timeMs)
                .source(instrument + 1)
                .priced(instrument)
                .kind(PricedKind.INSTRUMENT));
    }

    private int book(final long sequence, final int instrument) {
        final long mid = prices[instrument] + random.nextInt(101) - 50;
        return envelope.write(new BookTopEncoder(), sequence, message -> message.bid(mid - 5)
                .ask(mid + 5)
                .last(mid)
                .impactBid(mid - 10)
                .impactAsk(mid + 10)
                .depth(1_000_000 * USDC)
                .instrument(instrument));
    }

    private int trade(
            final long sequence, final long buyer, final long seller, final int instrument, final long quantity) {
        return envelope.write(new TradeEncoder(), sequence, message -> message.tradeId(++tradeId)
                .buyer(buyer)
                .seller(seller)
                .quantity(quantity)
                .price(prices[instrument])
                .buyerFee(10)
                .sellerFee(10)
                .instrument(instrument));
    }

    private int deposit(final long sequence, final long account, final long amount) {
        return envelope.write(new DepositEncoder(), sequence, message ->
                message.account(account).amount(amount).reference(++reference).asset(0));
    }

    private int withdrawal(final long sequence) {
        return envelope.write(new WithdrawalEncoder(), sequence, message ->
                message.account(account()).amount(1 + random.nextLong(100 * USDC)).asset(0));
    }

    private int bid(final long sequence) {
        return envelope.write(new BidEncoder(), sequence, message -> message.account(account())
                .liquidation(1 + random.nextInt(80))
                .quantity(1 + random.nextLong(2 * CONTRACT))
                .limitPrice(random.nextBoolean() ? 1 : 10 * START_PRICE)
                .instrument(random.nextInt(Traffic.INSTRUMENTS)));
    }

    /** Writes a gateway's word on an instruction, which there may not be. {@return its length} */
    public int confirm(final long sequence, final long instruction, final boolean isDone) {
        return envelope.write(new ConfirmInstructionEncoder(), sequence, message -> message.instruction(instruction)
                .reference(++reference)
                .outcome(isDone ? InstructionOutcome.CONFIRMED : InstructionOutcome.FAILED));
    }
}
