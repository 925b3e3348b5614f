package io.evenkeel.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.codecs.AddAssetEncoder;
import io.evenkeel.codecs.AddParticipantEncoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.LiquidationOrderEncoder;
import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.codecs.LogonChallengeEncoder;
import io.evenkeel.codecs.LogonEncoder;
import io.evenkeel.codecs.MessageHeaderEncoder;
import io.evenkeel.codecs.OrderReason;
import io.evenkeel.codecs.Side;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

class MessageReaderTest {
    private static final int AT = 5;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageReader reader = new MessageReader();

    @Test
    void shouldReadNamesValuesAndMeaningsWhenTheMessageIsAnEvent() {
        final LiquidationOrderEncoder order = new LiquidationOrderEncoder()
                .wrapAndApplyHeader(buffer, AT, header)
                .liquidation(7).account(1).quantity(-5).mark(50_000).bankruptcyPrice(45_000).startTimeMs(99)
                .auctionMs(2_000).maxDiscountPpm(10_000).instrument(3).side(Side.SELL)
                .step(LiquidationStep.INSURED).furthestPrice(44_000).penaltyPpm(5_000)
                .equity(1_500).maintenanceMargin(2_500).reason(OrderReason.NOT_TAKEN)
                .breachPosition(960);

        reader.wrap(buffer, AT, MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength());

        assertThat(reader.name()).isEqualTo("LiquidationOrder");
        assertThat(reader.templateId()).isEqualTo(102);
        assertThat(reader.toString()).isEqualTo("LiquidationOrder{liquidation=7,account=1,quantity=-5,mark=50000,"
                + "bankruptcyPrice=45000,startTimeMs=99,auctionMs=2000,maxDiscountPpm=10000,instrument=3,side=SELL,"
                + "step=INSURED,furthestPrice=44000,penaltyPpm=5000,equity=1500,maintenanceMargin=2500,"
                + "reason=NOT_TAKEN,breachPosition=960}");
        assertThat(reader.field("mark").semanticType()).isEqualTo("Price");
        assertThat(reader.field("quantity").number()).isEqualTo(-5);
        assertThat(reader.field("account").semanticType()).isEmpty();
        assertThat(reader.field("nosuch")).isNull();
    }

    @Test
    void shouldNumberTheEntriesWhenTheMessageHasAGroup() {
        final AddAssetEncoder asset = new AddAssetEncoder()
                .wrapAndApplyHeader(buffer, AT, header)
                .sequence(1).asset(2).symbol("BTC").exponent((byte) -8).numeraire(BooleanType.NO);
        asset.haircutsCount(2).next().upTo(10).haircutPpm(20_000).next().upTo(Long.MAX_VALUE).haircutPpm(30_000);

        reader.wrap(buffer, AT, MessageHeaderEncoder.ENCODED_LENGTH + asset.encodedLength());

        assertThat(reader.field("symbol").value()).isEqualTo("BTC");
        assertThat(reader.field("exponent").number()).isEqualTo(-8);
        assertThat(reader.field("haircuts[1].upTo").number()).isEqualTo(Long.MAX_VALUE);
        assertThat(reader.field("haircuts[0].haircutPpm").semanticType()).isEqualTo("Ppm");
    }

    @Test
    void shouldReadSetsBytesAndTextWhenTheMessageHasThem() {
        final AddParticipantEncoder participant =
                new AddParticipantEncoder().wrapAndApplyHeader(buffer, 0, header).participant(4);
        participant.roles().clear().venue(true).auditor(true);
        reader.wrap(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + participant.encodedLength());
        assertThat(reader.field("roles").value()).isEqualTo("venue|auditor");

        final LogonEncoder logon =
                new LogonEncoder().wrapAndApplyHeader(buffer, 0, header).participant(4).responseEndpoint("1.2.3.4:5");
        reader.wrap(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + logon.encodedLength());
        assertThat(reader.toString()).isEqualTo("Logon{participant=4,responseEndpoint=1.2.3.4:5}");

        final LogonChallengeEncoder challenge = new LogonChallengeEncoder().wrapAndApplyHeader(buffer, 0, header);
        for (int i = 0; i < LogonChallengeEncoder.nonceLength(); i++) {
            challenge.nonce(i, (short) i);
        }
        reader.wrap(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + challenge.encodedLength());
        assertThat((String) reader.field("nonce").value()).hasSize(64).startsWith("000102").endsWith("1f");
    }

    @Test
    void shouldSayWhyWhenTheBytesAreNoMessage() {
        final LiquidationOrderEncoder order = new LiquidationOrderEncoder().wrapAndApplyHeader(buffer, 0, header);
        final int length = MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength();

        assertThatThrownBy(() -> reader.wrap(buffer, 0, 7)).hasMessageContaining("header");
        assertThatThrownBy(() -> reader.wrap(buffer, 0, length - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LiquidationOrder is cut off");
        header.templateId(99);
        assertThatThrownBy(() -> reader.wrap(buffer, 0, length)).hasMessageContaining("99");
        header.schemaId(1);
        assertThatThrownBy(() -> reader.wrap(buffer, 0, length)).hasMessageContaining("schema id 1");
    }
}
