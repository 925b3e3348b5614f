package io.evenkeel.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.client.message.MessageReader;
import io.evenkeel.codecs.MarketPhase;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.SetMessageKeyDecoder;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class GovernanceClientTest {
    private static final byte[] KEY = new byte[32];

    private final CommandWindow window = new CommandWindow(2);
    private final MessageReader reader = new MessageReader();
    private final CommandDraft draft = new CommandDraft(window, () -> 0, length -> length);
    private final GovernanceClient governance = new GovernanceClient(draft);

    GovernanceClientTest() {
        window.startAfter(8);
    }

    private String read(final long length) {
        return reader.wrap(window.buffer(), window.offset(9), (int) length).toString();
    }

    @Test
    void shouldCarryAllTiersWhenTermsChange() {
        assertThat(read(governance.setMarginTerms(
                1, List.of(new MarginTier(2, 3, 4), new MarginTier(Long.MAX_VALUE, 5, 6)), 7, 8)))
                .isEqualTo("SetMarginTerms{sequence=9,instrument=1,oiLower=7,oiUpper=8,tiers[0].upTo=2,"
                        + "tiers[0].imPpm=3,tiers[0].mmPpm=4,tiers[1].upTo=9223372036854775807,tiers[1].imPpm=5,"
                        + "tiers[1].mmPpm=6}");
        assertThat(read(governance.setCollateralTerms(
                1, List.of(new HaircutTier(2, 3), new HaircutTier(Long.MAX_VALUE, 4)), 5, 6, 7)))
                .isEqualTo("SetCollateralTerms{sequence=9,asset=1,borrowAddOnPpm=5,borrowImPpm=6,borrowMmPpm=7,"
                        + "haircuts[0].upTo=2,haircuts[0].haircutPpm=3,haircuts[1].upTo=9223372036854775807,"
                        + "haircuts[1].haircutPpm=4}");
        assertThat(read(governance.setCollateralTerms(0, List.of(), 1, 2, 3)))
                .isEqualTo("SetCollateralTerms{sequence=9,asset=0,borrowAddOnPpm=1,borrowImPpm=2,borrowMmPpm=3}");
    }

    @Test
    void shouldFitASlotWithItsCodeWhenTiersAreAsManyAsTheSchemaAllows() {
        final List<MarginTier> margin = Collections.nCopies(32, new MarginTier(1, 2, 3));
        final List<HaircutTier> haircuts = Collections.nCopies(32, new HaircutTier(1, 2));

        assertThat(governance.setMarginTerms(1, margin, 0, 0)).isBetween(512L, CommandWindow.SLOT_LENGTH - 16L);
        assertThat(governance.setCollateralTerms(1, haircuts, 0, 0, 0))
                .isBetween(384L, CommandWindow.SLOT_LENGTH - 16L);
    }

    @Test
    void shouldPutEveryArgumentIntoItsFieldWhenLimitsSettlementOrHaltsChange() {
        assertThat(read(governance.setCollateralLimits(new CollateralLimits(1, 2, 3, 4, 5, 6, 7)))).isEqualTo(
                "SetCollateralLimits{sequence=9,asset=1,depositCap=2,accountLimit=3,withdrawalLimit=4,windowMs=5,"
                        + "delayAbove=6,delayMs=7}");
        assertThat(read(governance.setSettlement(1, 2, 3, 4)))
                .isEqualTo("SetSettlement{sequence=9,cycleMs=1,repeatMs=2,withdrawalLimit=3,windowMs=4}");
        assertThat(read(governance.setBackstop(1, 2))).isEqualTo("SetBackstop{sequence=9,account=1,capacity=2}");
        assertThat(read(governance.setInsuranceLimits(4, 1, 2, 3)))
                .isEqualTo("SetInsuranceLimits{sequence=9,perLiquidation=1,perWindow=2,windowMs=3,pool=4}");
        assertThat(read(governance.setLiquidationTerms(1, new LiquidationTerms(2, 3, 4, 5, 6, 7, 8, 10))))
                .isEqualTo("SetLiquidationTerms{sequence=9,minNotional=10,auctionMs=2,maxDiscountPpm=3,"
                        + "discountCapPpm=4,penaltyPpm=5,penaltyCapPpm=6,bufferPpm=7,socialCapPpm=8,instrument=1}");
        assertThat(read(governance.setCollateralAuction(1, 2, 3)))
                .isEqualTo("SetCollateralAuction{sequence=9,auctionMs=2,maxDiscountPpm=3,asset=1}");
        assertThat(read(governance.insuranceWithdrawal(1, 2, 3)))
                .isEqualTo("InsuranceWithdrawal{sequence=9,amount=3,asset=2,pool=1}");
        assertThat(read(governance.startCycle())).isEqualTo("StartCycle{sequence=9}");
        assertThat(read(governance.setHalted(PricedKind.ASSET, 1, true)))
                .isEqualTo("SetHalted{sequence=9,kind=ASSET,priced=1,halted=YES}");
    }

    @Test
    void shouldPutEveryArgumentIntoItsFieldWhenAMarketIsConcerned() {
        final MarketClient market = new MarketClient(draft);
        assertThat(read(market.bookTop(1, 2, 3, 4, 5, 6, 7))).isEqualTo(
                "BookTop{sequence=9,bid=2,ask=3,last=4,impactBid=5,impactAsk=6,depth=7,instrument=1}");
        assertThat(read(market.setFundingTerms(1, 2, 3, 4)))
                .isEqualTo("SetFundingTerms{sequence=9,instrument=1,intervalMs=2,interestPpb=3,capPpb=4}");
        assertThat(read(market.setPriceTerms(PricedKind.ASSET, 1, new PriceTerms(2, 3, 4, 5, 6, 7, 8, 10, 11, 12))))
                .isEqualTo("SetPriceTerms{sequence=9,kind=ASSET,priced=1,minSources=2,freshRounds=3,maxAgeMs=4,"
                        + "bandPpm=5,maxJumpPpm=6,jumpWindowMs=7,markBandPpm=8,emaMs=10,uncertaintyPpm=11,"
                        + "staleFavourPpm=12}");
        assertThat(read(market.removePriceSource(PricedKind.INSTRUMENT, 1, 2)))
                .isEqualTo("RemovePriceSource{sequence=9,kind=INSTRUMENT,priced=1,source=2}");
        assertThat(read(market.setMarketPhase(1, MarketPhase.SETTLING, 2)))
                .isEqualTo("SetMarketPhase{sequence=9,instrument=1,phase=SETTLING,price=2}");
    }

    @Test
    void shouldWriteEveryFieldWhenAParticipantChanges() {
        assertThat(read(governance.setParticipant(5, EnumSet.of(Role.OWNER, Role.KEEPER), 6)))
                .isEqualTo("SetParticipant{sequence=9,participant=5,roles=keeper|owner,commandsPerSecond=6}");
        final byte[] key = KEY.clone();
        key[0] = 1;
        key[31] = 2;
        final long length = governance.setMessageKey(5, key, 7);
        assertThat(read(length)).isEqualTo("SetMessageKey{sequence=9,participant=5,graceMs=7,key=(secret)}");
        final SetMessageKeyDecoder decoder = new SetMessageKeyDecoder();
        decoder.wrapAndApplyHeader(window.buffer(), window.offset(9), new MessageHeaderDecoder());
        assertThat(length).isEqualTo(8 + SetMessageKeyDecoder.BLOCK_LENGTH);
        assertThat(decoder.participant()).isEqualTo(5);
        assertThat(decoder.graceMs()).isEqualTo(7);
        assertThat(new int[] {decoder.key(0), decoder.key(1), decoder.key(31)}).containsExactly(1, 0, 2);
        assertThatThrownBy(() -> governance.setMessageKey(5, new byte[31], 7))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldSendNothingWhenTheClientCannot() {
        final GovernanceClient closed = new GovernanceClient(
                new CommandDraft(window, () -> EvenkeelClient.BACK_PRESSURED, length -> {
                    throw new IllegalStateException("nothing is to be sent");
                }));
        assertThat(closed.setMarginTerms(1, List.of(), 0, 0)).isEqualTo(EvenkeelClient.BACK_PRESSURED);
        assertThat(closed.setCollateralTerms(1, List.of(), 0, 0, 0)).isEqualTo(EvenkeelClient.BACK_PRESSURED);
        assertThat(closed.startCycle()).isEqualTo(EvenkeelClient.BACK_PRESSURED);
        assertThat(closed.setMessageKey(1, KEY, 0)).isEqualTo(EvenkeelClient.BACK_PRESSURED);
    }
}
