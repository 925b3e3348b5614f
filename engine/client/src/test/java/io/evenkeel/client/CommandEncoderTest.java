package io.evenkeel.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.message.MessageReader;
import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.PricedKind;
import java.util.EnumSet;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class CommandEncoderTest {
    private final CommandWindow window = new CommandWindow(2);
    private final CommandEncoder encoder = new CommandEncoder(window);
    private final MessageReader reader = new MessageReader();

    CommandEncoderTest() {
        window.startAfter(8);
    }

    private String read(final int length) {
        return reader.wrap(window.buffer(), window.offset(9), length).toString();
    }

    @Test
    void shouldPutEveryArgumentIntoItsFieldWhenMoneyOrRiskMoves() {
        assertThat(read(encoder.trade(1, 2, 3, 4, 5, 6, 7, 8))).isEqualTo("Trade{sequence=9,tradeId=1,buyer=3,seller=4,"
                + "quantity=5,price=6,buyerFee=7,sellerFee=8,instrument=2}");
        assertThat(read(encoder.priceSubmission(PricedKind.INSTRUMENT, 1, 2, 3, 4, 5, 6))).isEqualTo(
                "PriceSubmission{sequence=9,sourceSequence=3,price=4,confidence=5,sourceTimeMs=6,source=2,priced=1,"
                        + "kind=INSTRUMENT}");
        assertThat(read(encoder.deposit(1, 2, 3, 4)))
                .isEqualTo("Deposit{sequence=9,account=1,amount=3,reference=4,asset=2}");
        assertThat(read(encoder.withdrawal(1, 2, 3))).isEqualTo("Withdrawal{sequence=9,account=1,amount=3,asset=2}");
        assertThat(read(encoder.transfer(1, 2, 3, 4)))
                .isEqualTo("Transfer{sequence=9,from=1,to=2,amount=4,asset=3}");
        assertThat(read(encoder.cancelWithdrawal(3))).isEqualTo("CancelWithdrawal{sequence=9,instruction=3}");
        assertThat(read(encoder.confirmInstruction(1, 2, InstructionOutcome.FAILED)))
                .isEqualTo("ConfirmInstruction{sequence=9,instruction=1,reference=2,outcome=FAILED}");
        assertThat(read(encoder.insuranceDeposit(1, 2, 3, 4)))
                .isEqualTo("InsuranceDeposit{sequence=9,amount=3,reference=4,asset=2,pool=1}");
        assertThat(read(encoder.bidCollateral(1, 2, 3, 4, 5)))
                .isEqualTo("BidCollateral{sequence=9,account=1,liquidation=2,quantity=4,limitPrice=5,asset=3}");
        assertThat(read(encoder.bid(1, 2, 3, 4, 5)))
                .isEqualTo("Bid{sequence=9,account=1,liquidation=2,quantity=4,limitPrice=5,instrument=3}");
    }

    @Test
    void shouldPutEveryArgumentIntoItsFieldWhenTheHouseIsFurnished() {
        assertThat(read(encoder.addParticipant(1, EnumSet.of(Role.VENUE, Role.OWNER), 5)))
                .isEqualTo("AddParticipant{sequence=9,participant=1,roles=venue|owner,commandsPerSecond=5}");
        assertThat(read(encoder.addAccount(1, 2, AccountKind.OMNIBUS, 3)))
                .isEqualTo("AddAccount{sequence=9,account=1,owner=2,kind=OMNIBUS,leverage=3}");
        assertThat(read(encoder.addPriceSource(PricedKind.INSTRUMENT, 1, 2, 3, 4)))
                .isEqualTo("AddPriceSource{sequence=9,kind=INSTRUMENT,priced=1,source=2,participant=3,weight=4}");
        assertThat(read(encoder.stateHashRequest())).isEqualTo("StateHashRequest{sequence=9}");
    }

    @Test
    void shouldCarryTiersWhenTermsHaveThem() {
        final AssetTerms asset = new AssetTerms(1, "BTC").exponent(-8).priceExponent(-2).minSources(3)
                .borrow(1, 2, 3).maxAgeMs(4).haircut(10, 20).haircut(Long.MAX_VALUE, 30);
        assertThat(read(encoder.addAsset(asset))).isEqualTo("AddAsset{sequence=9,asset=1,symbol=BTC,exponent=-8,"
                + "priceExponent=-2,numeraire=NO,minSources=3,borrowAddOnPpm=1,borrowImPpm=2,borrowMmPpm=3,maxAgeMs=4,"
                + "haircuts[0].upTo=10,haircuts[0].haircutPpm=20,haircuts[1].upTo=9223372036854775807,"
                + "haircuts[1].haircutPpm=30}");
        final InstrumentTerms future = new InstrumentTerms(1, "BTC-F").underlying("BTC").settlementAsset(2)
                .multiplier(3).priceExponent(-1).quantityExponent(-4).minSources(5).tick(6).lot(7).maxAgeMs(8)
                .openInterest(9, 10).liquidation(11, 12, 13, 14).caps(19, 20).minNotional(15)
                .future(16).insurancePool(21).tier(Long.MAX_VALUE, 17, 18);
        assertThat(read(encoder.addInstrument(future))).isEqualTo("AddInstrument{sequence=9,instrument=1,symbol=BTC-F,"
                + "underlying=BTC,kind=FUTURE,settlementAsset=2,multiplier=3,priceExponent=-1,quantityExponent=-4,"
                + "minSources=5,adl=PRO_RATA,tick=6,lot=7,maxAgeMs=8,oiLower=9,oiUpper=10,auctionMs=11,"
                + "maxDiscountPpm=12,penaltyPpm=13,bufferPpm=14,minNotional=15,expiryMs=16,"
                + "discountCapPpm=19,penaltyCapPpm=20,pool=21,"
                + "tiers[0].upTo=9223372036854775807,tiers[0].imPpm=17,tiers[0].mmPpm=18}");
    }

    @Test
    void shouldLetNothingGrowWhenNoCapsAreGiven() {
        assertThat(read(encoder.addInstrument(new InstrumentTerms(1, "X").liquidation(11, 12, 13, 14))))
                .contains("maxDiscountPpm=12,penaltyPpm=13,", "discountCapPpm=12,penaltyCapPpm=13");
        assertThat(read(encoder.addInstrument(new InstrumentTerms(1, "X"))))
                .contains("maxDiscountPpm=10000,penaltyPpm=5000,", "discountCapPpm=10000,penaltyCapPpm=5000");
    }

    @Test
    void shouldFitASlotWhenTiersAreAsManyAsTheSchemaAllows() {
        final InstrumentTerms terms = new InstrumentTerms(1, "X");
        for (int i = 0; i < 32; i++) {
            terms.tier(i, i, i);
        }

        assertThat(encoder.addInstrument(terms)).isLessThanOrEqualTo(CommandWindow.SLOT_LENGTH);
    }

    @Test
    void shouldOverwriteTheSequenceWhenACommandWasEncodedElsewhere() {
        final UnsafeBuffer foreign = new UnsafeBuffer(new byte[256]);
        final int length = encoder.trade(1, 2, 3, 4, 5, 6, 7, 8);
        foreign.putBytes(3, window.buffer(), window.offset(9), length);
        foreign.putLong(3 + 8, -1);

        assertThat(read(encoder.copy(foreign, 3, length))).startsWith("Trade{sequence=9,tradeId=1,");
    }
}
