package io.evenkeel.core.risk;

import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.AccountTermsStateDecoder;
import io.evenkeel.codecs.AccountTermsStateEncoder;
import io.evenkeel.codecs.MarketTermsStateDecoder;
import io.evenkeel.codecs.MarketTermsStateEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.NoticeProgressStateDecoder;
import io.evenkeel.codecs.NoticeProgressStateEncoder;
import io.evenkeel.codecs.ReservationStateDecoder;
import io.evenkeel.codecs.ReservationStateEncoder;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.codecs.TouchedAccountStateDecoder;
import io.evenkeel.codecs.TouchedAccountStateEncoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.AccountTerms;
import io.evenkeel.core.ledger.ReservationStore;
import io.evenkeel.core.listing.FeeSchedule;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.listing.SlowPrice;
import io.evenkeel.core.notice.TouchedAccounts;
import io.evenkeel.core.snapshot.RecordWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * What a snapshot keeps of orders and their limits: terms of accounts, reservations, terms of markets, notices. What is
 * as it was at first has no record. Used while no stage is at work; allocates.
 */
final class OrderSnapshot {
    private static final int NANO = 1_000_000_000;

    private final RiskStores stores;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AccountTermsStateDecoder termsState = new AccountTermsStateDecoder();
    private final ReservationStateDecoder reservation = new ReservationStateDecoder();
    private final MarketTermsStateDecoder market = new MarketTermsStateDecoder();
    private final NoticeProgressStateDecoder progress = new NoticeProgressStateDecoder();
    private final TouchedAccountStateDecoder touched = new TouchedAccountStateDecoder();

    OrderSnapshot(final RiskStores stores) {
        this.stores = stores;
    }

    // ---------------------------------------------------------------- writing

    /** Writes an account's terms, after the account itself. */
    void writeAccount(final RecordWriter writer, final int account) {
        final AccountTerms terms = stores.accounts().terms();
        if (terms.isChanged(account)) {
            final AccountTermsStateEncoder encoder = new AccountTermsStateEncoder();
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .withdrawalsPausedUntilMs(terms.withdrawalsPausedUntilMs(account))
                    .feeTier((short) terms.feeTier(account))
                    .settlement(terms.settlement(account))
                    .statusSaid(terms.statusSaid(account));
            writer.write(encoder.limit());
        }
    }

    /** Writes everything else, after all accounts. */
    void write(final RecordWriter writer) {
        writeReservations(writer);
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            writeMarket(writer, stores.listings().instrument(id));
        }
        final NoticeProgressStateEncoder encoder = new NoticeProgressStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .cursor(stores.statusNotices().cursorId())
                .passStartMs(stores.statusNotices().passStartMs())
                .timeMs(stores.listings().timeMs());
        writer.write(encoder.limit());
        writeTouched(writer);
    }

    private void writeTouched(final RecordWriter writer) {
        final TouchedAccounts accounts = stores.statusNotices().touched();
        final TouchedAccountStateEncoder encoder = new TouchedAccountStateEncoder();
        for (int n = 0; n < accounts.size(); n++) {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .account(stores.accounts().id(accounts.account(n)));
            writer.write(encoder.limit());
        }
    }

    private void writeReservations(final RecordWriter writer) {
        final ReservationStore reservations = stores.reservations();
        final List<Integer> records = new ArrayList<>();
        for (int record = 0; record < reservations.slots(); record++) {
            if (reservations.venueOf(record) != 0) {
                records.add(record);
            }
        }
        records.sort(Comparator.comparingLong(this::reservedFor).thenComparing(reservations::venueOf));
        final ReservationStateEncoder encoder = new ReservationStateEncoder();
        for (final int record : records) {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .account(reservedFor(record))
                    .amount(reservations.amountOf(record))
                    .venue(reservations.venueOf(record));
            writer.write(encoder.limit());
        }
    }

    private long reservedFor(final int record) {
        return stores.accounts().id(stores.reservations().accountOf(record));
    }

    private static void writeMarket(final RecordWriter writer, final Instrument instrument) {
        final SlowPrice slow = instrument.slowPrice();
        if (instrument.limits().areOff() && slow.isOff() && instrument.fees() == FeeSchedule.NONE) {
            return;
        }
        final MarketTermsStateEncoder encoder = new MarketTermsStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .positionLimit(instrument.limits().positionLimit())
                .openInterestCap(instrument.limits().openInterestCap())
                .slowAnchor(slow.anchorWhole())
                .slowAnchorTimeMs(slow.anchorTimeMs())
                .slowAnchorNano(slow.anchorNano())
                .slowRatePpmPerSecond(slow.ratePpmPerSecond())
                .fillBandPpm(instrument.limits().fillBandPpm())
                .instrument(instrument.id());
        final FeeSchedule fees = instrument.fees();
        final int count = fees == FeeSchedule.NONE ? 0 : fees.tiers();
        final MarketTermsStateEncoder.FeesEncoder tiers = encoder.feesCount(count);
        for (int tier = 0; tier < count; tier++) {
            tiers.next().makerPpm(fees.makerPpm(tier)).takerPpm(fees.takerPpm(tier));
        }
        writer.write(encoder.limit());
    }

    // ---------------------------------------------------------------- loading

    /** Takes up a record. {@return whether it is one of these} */
    boolean load(final int templateId, final DirectBuffer buffer, final int offset, final int account) {
        switch (templateId) {
            case AccountTermsStateDecoder.TEMPLATE_ID -> loadAccount(buffer, offset, account);
            case ReservationStateDecoder.TEMPLATE_ID -> loadReservation(buffer, offset);
            case MarketTermsStateDecoder.TEMPLATE_ID -> loadMarket(buffer, offset);
            case NoticeProgressStateDecoder.TEMPLATE_ID -> loadProgress(buffer, offset);
            case TouchedAccountStateDecoder.TEMPLATE_ID -> loadTouched(buffer, offset);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void loadAccount(final DirectBuffer buffer, final int offset, final int account) {
        termsState.wrapAndApplyHeader(buffer, offset, header);
        final AccountTerms terms = stores.accounts().terms();
        require(account != AccountStore.NONE && !terms.isChanged(account), "the snapshot has terms of no account");
        require(termsState.feeTier() < 255
                        && termsState.settlement() != SettlementMode.NULL_VAL
                        && termsState.statusSaid() != AccountStatus.NULL_VAL,
                "no account can have such terms");
        terms.withdrawalsPausedUntilMs(account, termsState.withdrawalsPausedUntilMs());
        terms.feeTier(account, termsState.feeTier());
        terms.settlement(account, termsState.settlement());
        terms.statusSaid(account, termsState.statusSaid());
    }

    private void loadReservation(final DirectBuffer buffer, final int offset) {
        reservation.wrapAndApplyHeader(buffer, offset, header);
        final int account = stores.accounts().find(reservation.account());
        final ReservationStore reservations = stores.reservations();
        require(account != AccountStore.NONE && reservation.venue() > 0, "margin is reserved for no account");
        require(reservation.amount() > 0 && reservations.amount(reservation.venue(), account) == 0
                        && reservation.amount() <= Bounds.MAX_AMOUNT
                                - stores.accounts().terms().reservedMargin(account),
                "no venue can have reserved " + reservation.amount());
        require(reservations.hasRoom(reservation.venue(), account),
                "the snapshot has more reservations than this node has room for");
        reservations.reserve(reservation.venue(), account, reservation.amount());
    }

    private void loadMarket(final DirectBuffer buffer, final int offset) {
        market.wrapAndApplyHeader(buffer, offset, header);
        require(stores.listings().hasInstrument(market.instrument()),
                "the snapshot has terms of what it does not list: instrument " + market.instrument());
        require(market.slowAnchorNano() >= 0 && market.slowAnchorNano() < NANO
                        && market.slowAnchor() >= 0 && market.slowAnchor() <= Bounds.MAX_PRICE
                        && market.slowRatePpmPerSecond() >= 0
                        && market.slowRatePpmPerSecond() <= SlowPrice.MAX_RATE_PPM_PER_SECOND
                        && market.fillBandPpm() >= 0 && market.fillBandPpm() <= Bounds.PPM
                        && market.positionLimit() >= 0
                        && market.openInterestCap() >= 0,
                "no market can have such terms: instrument " + market.instrument());
        final Instrument instrument = stores.listings().instrument(market.instrument());
        instrument.limits().set(market.fillBandPpm(), market.positionLimit(), market.openInterestCap());
        instrument.slowPrice().restore(
                market.slowRatePpmPerSecond(),
                market.slowAnchor(),
                market.slowAnchorNano(),
                market.slowAnchorTimeMs());
        loadFees(instrument);
    }

    private void loadFees(final Instrument instrument) {
        final MarketTermsStateDecoder.FeesDecoder tiers = market.fees();
        final int[] maker = new int[tiers.count()];
        final int[] taker = new int[maker.length];
        for (int tier = 0; tier < maker.length; tier++) {
            tiers.next();
            maker[tier] = tiers.makerPpm();
            taker[tier] = tiers.takerPpm();
        }
        if (maker.length > 0) {
            instrument.fees(new FeeSchedule(maker, taker));
        }
    }

    private void loadProgress(final DirectBuffer buffer, final int offset) {
        progress.wrapAndApplyHeader(buffer, offset, header);
        stores.statusNotices().restore(progress.cursor(), progress.passStartMs());
        stores.listings().timeMs(progress.timeMs(), progress.timeMs());
    }

    private void loadTouched(final DirectBuffer buffer, final int offset) {
        touched.wrapAndApplyHeader(buffer, offset, header);
        final int account = stores.accounts().findAny(touched.account());
        require(account != AccountStore.NONE && !stores.accounts().isExempt(account)
                        && !stores.accounts().isTouched(account)
                        && stores.statusNotices().touched().size() < TouchedAccounts.CAPACITY,
                "no trade can have touched account " + touched.account());
        stores.statusNotices().touched().add(account);
    }
}
