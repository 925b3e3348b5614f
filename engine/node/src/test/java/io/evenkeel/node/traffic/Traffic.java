package io.evenkeel.node.traffic;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AddAccountEncoder;
import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddInstrumentEncoder;
import io.evenkeel.codecs.AddParticipantEncoder;
import io.evenkeel.codecs.AddPriceSourceEncoder;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.BidEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DepositEncoder;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.PriceSubmissionEncoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.StateHashRequestEncoder;
import io.evenkeel.codecs.TradeEncoder;
import io.evenkeel.codecs.WithdrawalEncoder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes one command after the other into its buffer. Participant 1 sets the market up ({@link #SETUP} commands);
 * participant 2, who holds every other role, trades in it. Never reads an answer: the same seed gives the same bytes.
 */
public final class Traffic {
    /** Who sets up. */
    public static final int OPERATOR = 1;
    /** Who trades. */
    public static final int TRADER = 2;
    /** Accounts: 1 to this, and one more that is the venue's omnibus account. */
    public static final int ACCOUNTS = 40;
    /** Instruments: 0 to this − 1. */
    public static final int INSTRUMENTS = 3;
    /** Commands of the set-up. */
    public static final int SETUP = 1 + 1 + INSTRUMENTS * 2 + ACCOUNTS;

    private static final long START_PRICE = 50_000;
    private static final int PPM_TEN_PERCENT = 100_000;
    private static final int PPM_FIVE_PERCENT = 50_000;

    private final SplittableRandom random;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final long[] prices = new long[INSTRUMENTS];
    private long tradeId;
    private long sourceSequence;
    private long reference;

    /** Makes traffic. */
    public Traffic(final long seed) {
        random = new SplittableRandom(seed);
        Arrays.fill(prices, START_PRICE);
    }

    /** {@return where commands are written} */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /**
     * Writes command i of the set-up, from 0, for {@link #OPERATOR}.
     *
     * @return its length.
     */
    public int setup(final int i, final long sequence) {
        if (i == 0) {
            final AddParticipantEncoder encoder = new AddParticipantEncoder();
            encoder.wrapAndApplyHeader(buffer, 0, header).sequence(sequence).participant(TRADER).commandsPerSecond(0);
            encoder.roles().clear().venue(true).oracle(true).keeper(true).gateway(true).owner(true);
            return end(encoder.encodedLength());
        }
        if (i == 1) {
            return asset(sequence);
        }
        final int rest = i - 2;
        if (rest < INSTRUMENTS) {
            return instrument(rest, sequence);
        }
        if (rest < INSTRUMENTS * 2) {
            return source(rest - INSTRUMENTS, sequence);
        }
        final AddAccountEncoder encoder = new AddAccountEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(rest - INSTRUMENTS * 2 + 1)
                .owner(TRADER)
                .kind(AccountKind.STANDARD)
                .leverage(0);
        return end(encoder.encodedLength());
    }

    private int asset(final long sequence) {
        final AddAssetEncoder encoder = new AddAssetEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .asset(0)
                .symbol("USDC")
                .exponent((byte) -6)
                .priceExponent((byte) 0)
                .numeraire(BooleanType.YES)
                .minSources((short) 0)
                .borrowAddOnPpm(0)
                .borrowImPpm(PPM_TEN_PERCENT)
                .borrowMmPpm(PPM_FIVE_PERCENT)
                .maxAgeMs(0)
                .haircutsCount(0);
        return end(encoder.encodedLength());
    }

    private int instrument(final int id, final long sequence) {
        final AddInstrumentEncoder encoder = new AddInstrumentEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .instrument(id)
                .symbol("PERP-" + id)
                .underlying("U" + id)
                .kind(InstrumentKind.PERPETUAL)
                .settlementAsset(0)
                .multiplier(1)
                .priceExponent((byte) -1)
                .quantityExponent((byte) -4)
                .minSources((short) 1)
                .adl(AdlPolicy.PRO_RATA)
                .tick(1)
                .lot(1)
                .maxAgeMs(0)
                .oiLower(0)
                .oiUpper(0)
                .auctionMs(2_000)
                .maxDiscountPpm(10_000)
                .penaltyPpm(5_000)
                .discountCapPpm(10_000)
                .penaltyCapPpm(5_000)
                .bufferPpm(PPM_TEN_PERCENT)
                .minNotional(10_000_000)
                .expiryMs(0)
                .pool(0)
                .tiersCount(2)
                .next().upTo(100_000_000_000L).imPpm(PPM_TEN_PERCENT).mmPpm(PPM_FIVE_PERCENT)
                .next().upTo(Long.MAX_VALUE).imPpm(2 * PPM_TEN_PERCENT).mmPpm(PPM_TEN_PERCENT);
        return end(encoder.encodedLength());
    }

    private int source(final int id, final long sequence) {
        final AddPriceSourceEncoder encoder = new AddPriceSourceEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .kind(PricedKind.INSTRUMENT)
                .priced(id)
                .source(id + 1)
                .participant(TRADER)
                .weight(1);
        return end(encoder.encodedLength());
    }

    /**
     * Writes the next command of {@link #TRADER}.
     *
     * @param timeMs about now, in cluster time.
     * @return its length.
     */
    public int next(final long sequence, final long timeMs) {
        final int dice = random.nextInt(100);
        if (dice < 40) {
            return trade(sequence);
        }
        if (dice < 70) {
            return price(sequence, timeMs);
        }
        if (dice < 85) {
            return deposit(sequence);
        }
        if (dice < 90) {
            return withdrawal(sequence);
        }
        return dice < 97 ? bid(sequence) : nonsense(sequence);
    }

    private int trade(final long sequence) {
        final int instrument = random.nextInt(INSTRUMENTS);
        final long buyer = account();
        final TradeEncoder encoder = new TradeEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .tradeId(++tradeId)
                .buyer(buyer)
                .seller(buyer % ACCOUNTS + 1)
                .quantity(1 + random.nextInt(20_000))
                .price(prices[instrument] + random.nextInt(100))
                .buyerFee(random.nextInt(1000))
                .sellerFee(random.nextInt(1000))
                .instrument(instrument);
        return end(encoder.encodedLength());
    }

    private int price(final long sequence, final long timeMs) {
        final int instrument = random.nextInt(INSTRUMENTS);
        final long width = random.nextInt(50) == 0 ? 20 : 1;
        prices[instrument] = Math.min(200_000, Math.max(
                5_000, prices[instrument] + width * (random.nextInt(501) - 250)));
        final PriceSubmissionEncoder encoder = new PriceSubmissionEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .sourceSequence(++sourceSequence)
                .price(prices[instrument])
                .confidence(0)
                .sourceTimeMs(timeMs)
                .source(instrument + 1)
                .priced(instrument)
                .kind(PricedKind.INSTRUMENT);
        return end(encoder.encodedLength());
    }

    private int deposit(final long sequence) {
        final DepositEncoder encoder = new DepositEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(account())
                .amount(1 + random.nextLong(2_000_000_000L))
                .reference(++reference)
                .asset(0);
        return end(encoder.encodedLength());
    }

    private int withdrawal(final long sequence) {
        final WithdrawalEncoder encoder = new WithdrawalEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(account())
                .amount(1 + random.nextLong(500_000_000L))
                .asset(0);
        return end(encoder.encodedLength());
    }

    private int bid(final long sequence) {
        final int instrument = random.nextInt(INSTRUMENTS);
        final BidEncoder encoder = new BidEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header)
                .sequence(sequence)
                .account(account())
                .liquidation(1 + random.nextInt(50))
                .quantity(1 + random.nextInt(50_000))
                .limitPrice(random.nextBoolean() ? 1 : 10 * START_PRICE)
                .instrument(instrument);
        return end(encoder.encodedLength());
    }

    private int nonsense(final long sequence) {
        final int length = trade(sequence);
        buffer.putByte(16 + random.nextInt(length - 16), (byte) random.nextInt());
        return length;
    }

    /** Writes a request for the state hash. {@return its length} */
    public int stateHashRequest(final long sequence) {
        final StateHashRequestEncoder encoder = new StateHashRequestEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, header).sequence(sequence);
        return end(encoder.encodedLength());
    }

    private long account() {
        return 1L + random.nextInt(ACCOUNTS);
    }

    private static int end(final int encodedLength) {
        return MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
    }
}
