package io.evenkeel.perf.rig;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AddAccountEncoder;
import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddInstrumentEncoder;
import io.evenkeel.codecs.AddParticipantEncoder;
import io.evenkeel.codecs.AddPriceSourceEncoder;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.InstrumentKind;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SessionPrincipalEncoder;
import io.evenkeel.core.command.CommandKind;
import io.evenkeel.core.gate.Permissions;
import io.evenkeel.perf.market.Market;

/** The commands that come before trading: participants, assets, instruments, price sources, accounts. */
final class Listing {
    private static final int WEIGHT = 1;
    private static final int AUCTION_MS = 30_000;
    private static final int PENALTY_PPM = 5_000;
    private static final int BUFFER_PPM = 100_000;

    private final CommandFeed feed;
    private final AddAccountEncoder addAccount = new AddAccountEncoder();

    Listing(final CommandFeed feed) {
        this.feed = feed;
    }

    void admitParticipants() {
        openSession(Participants.OPERATOR);
        admit(Participants.VENUE, Permissions.VENUE);
        admit(Participants.ORACLE, Permissions.ORACLE);
        admit(Participants.GATEWAY, Permissions.GATEWAY);
        admit(Participants.OWNER, Permissions.OWNER);
    }

    private void admit(final int participant, final int role) {
        final AddParticipantEncoder command = new AddParticipantEncoder();
        command.wrapAndApplyHeader(feed.buffer(), 0, feed.header())
                .sequence(feed.nextSequence(Participants.OPERATOR))
                .participant(participant)
                .commandsPerSecond(0)
                .roles()
                .clear()
                .venue(role == Permissions.VENUE)
                .oracle(role == Permissions.ORACLE)
                .gateway(role == Permissions.GATEWAY)
                .owner(role == Permissions.OWNER);
        enter(command.limit());
        openSession(participant);
    }

    private void openSession(final int participant) {
        final SessionPrincipalEncoder principal = new SessionPrincipalEncoder();
        principal.wrapAndApplyHeader(feed.buffer(), 0, feed.header()).participant(participant).responseEndpoint("");
        feed.enter(CommandKind.SESSION_OPEN, participant, principal.limit());
    }

    void listNumeraire() {
        final AddAssetEncoder command = new AddAssetEncoder();
        describe(command, 0).symbol("USDC").numeraire(BooleanType.YES).minSources((short) 0).haircutsCount(0);
        enter(command.limit());
    }

    /** Lists an asset that counts as collateral, less a haircut; its price is a source's. */
    void listCollateral(final int asset) {
        final AddAssetEncoder command = new AddAssetEncoder();
        describe(command, asset).symbol("C" + asset).numeraire(BooleanType.NO).minSources((short) 1)
                .haircutsCount(1).next().upTo(Long.MAX_VALUE).haircutPpm(Market.HAIRCUT_PPM);
        enter(command.limit());
        addSource(PricedKind.ASSET, asset);
    }

    private AddAssetEncoder describe(final AddAssetEncoder command, final int asset) {
        return command.wrapAndApplyHeader(feed.buffer(), 0, feed.header())
                .sequence(feed.nextSequence(Participants.OPERATOR))
                .asset(asset)
                .exponent(Market.ASSET_EXPONENT)
                .priceExponent(Market.ASSET_EXPONENT)
                .borrowAddOnPpm(50_000)
                .borrowImPpm(100_000)
                .borrowMmPpm(50_000)
                .maxAgeMs(0);
    }

    void listInstrument(final int instrument) {
        final AddInstrumentEncoder command = new AddInstrumentEncoder();
        final AddInstrumentEncoder.TiersEncoder tiers = command.wrapAndApplyHeader(feed.buffer(), 0, feed.header())
                .sequence(feed.nextSequence(Participants.OPERATOR))
                .instrument(instrument)
                .symbol("PERP-" + instrument)
                .underlying("U-" + instrument)
                .kind(InstrumentKind.PERPETUAL)
                .settlementAsset(0)
                .multiplier(1)
                .priceExponent(Market.PRICE_EXPONENT)
                .quantityExponent(Market.QUANTITY_EXPONENT)
                .minSources((short) 1)
                .adl(AdlPolicy.PRO_RATA)
                .tick(1)
                .lot(1)
                .maxAgeMs(0)
                .oiLower(0)
                .oiUpper(0)
                .auctionMs(AUCTION_MS)
                .maxDiscountPpm(PENALTY_PPM)
                .penaltyPpm(PENALTY_PPM)
                .discountCapPpm(PENALTY_PPM)
                .penaltyCapPpm(PENALTY_PPM)
                .bufferPpm(BUFFER_PPM)
                .minNotional(0)
                .expiryMs(0)
                .pool(0)
                .tiersCount(Market.tiers());
        for (int tier = 0; tier < Market.tiers(); tier++) {
            final int maintenancePpm = Market.maintenancePpm(instrument, tier);
            tiers.next().upTo(Market.tierNotional(tier)).imPpm(2 * maintenancePpm).mmPpm(maintenancePpm);
        }
        enter(command.limit());
        addSource(PricedKind.INSTRUMENT, instrument);
    }

    private void addSource(final PricedKind kind, final int priced) {
        final AddPriceSourceEncoder command = new AddPriceSourceEncoder();
        command.wrapAndApplyHeader(feed.buffer(), 0, feed.header())
                .sequence(feed.nextSequence(Participants.OPERATOR))
                .kind(kind)
                .priced(priced)
                .source(sourceOf(priced))
                .participant(Participants.ORACLE)
                .weight(WEIGHT);
        enter(command.limit());
    }

    /** The one source of a price. */
    static int sourceOf(final int priced) {
        return priced + 1;
    }

    void openAccount(final long account) {
        addAccount.wrapAndApplyHeader(feed.buffer(), 0, feed.header())
                .sequence(feed.nextSequence(Participants.OPERATOR))
                .account(account)
                .owner(Participants.OWNER)
                .kind(AccountKind.STANDARD)
                .leverage(0);
        enter(addAccount.limit());
    }

    private void enter(final int limit) {
        feed.enter(CommandKind.MESSAGE, Participants.OPERATOR, limit);
    }
}
