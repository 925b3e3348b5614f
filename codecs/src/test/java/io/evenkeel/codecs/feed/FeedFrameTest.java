package io.evenkeel.codecs.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class FeedFrameTest {
    private static final int AT = 7;

    private final UnsafeBuffer event = new UnsafeBuffer(new byte[256]);
    private final UnsafeBuffer target = new UnsafeBuffer(new byte[AT + FeedFrame.LENGTH]);
    private final FeedFrame frame = new FeedFrame();

    FeedFrameTest() {
        for (int i = 0; i < event.capacity(); i++) {
            event.putByte(i, (byte) (i + 1));
        }
    }

    @Test
    void shouldReadBackWhatWasWrittenWhenWrapped() {
        frame.encode(target, AT, 17, 4096, event, 3, 100, 1);

        frame.wrap(target, AT);
        assertThat(frame.isIntact()).isTrue();
        assertThat(frame.number()).isEqualTo(17);
        assertThat(frame.logPosition()).isEqualTo(4096);
        assertThat(frame.eventLength()).isEqualTo(100);
        assertThat(frame.index()).isEqualTo(1);
        assertThat(frame.count()).isEqualTo(2);
        assertThat(frame.partLength()).isEqualTo(28);
        assertThat(target.getByte(frame.partOffset())).isEqualTo(event.getByte(3 + FeedFrame.PAYLOAD_LENGTH));
    }

    @Test
    void shouldZeroWhatTheEventLeavesWhenTheFrameWasUsedBefore() {
        target.setMemory(0, target.capacity(), (byte) 0x55);

        frame.encode(target, AT, 1, 1, event, 0, 10, 0);

        final int rest = AT + FeedFrame.HEADER_LENGTH + 10;
        assertThat(target.byteArray()).endsWith(new byte[FeedFrame.LENGTH - FeedFrame.HEADER_LENGTH - 10]);
        assertThat(target.getByte(rest - 1)).isEqualTo((byte) 10);
    }

    @Test
    void shouldNotBeIntactWhenAnyBitIsFlipped() {
        frame.encode(target, AT, 17, 4096, event, 3, 100, 1);
        frame.wrap(target, AT);

        for (int bit = 0; bit < FeedFrame.LENGTH * 8; bit++) {
            final int at = AT + bit / 8;
            final byte mask = (byte) (1 << bit % 8);
            target.putByte(at, (byte) (target.getByte(at) ^ mask));
            assertThat(frame.isIntact()).as("bit %d", bit).isFalse();
            target.putByte(at, (byte) (target.getByte(at) ^ mask));
        }
        assertThat(frame.isIntact()).isTrue();
    }

    @Test
    void shouldNotBeIntactWhenAllIsZero() {
        frame.wrap(new UnsafeBuffer(new byte[FeedFrame.LENGTH]), 0);

        assertThat(frame.isIntact()).isFalse();
    }

    @Test
    void shouldComeTogetherAgainWhenAnEventTakesSeveralFrames() {
        final ExpandableArrayBuffer whole = new ExpandableArrayBuffer();
        final int length = 200;

        for (int index = 0; index < FeedFrame.count(length); index++) {
            frame.encode(target, AT, 1 + index, 4096, event, 5, length, index);
            frame.wrap(target, AT);
            whole.putBytes(index * FeedFrame.PAYLOAD_LENGTH, target, frame.partOffset(), frame.partLength());
        }

        for (int i = 0; i < length; i++) {
            assertThat(whole.getByte(i)).isEqualTo(event.getByte(5 + i));
        }
    }

    @Test
    void shouldFindNumberAgainWhenGivenItsPosition() {
        assertThat(FeedFrame.position(1)).isZero();
        assertThat(FeedFrame.position(1_000_001)).isEqualTo(128_000_000);
        assertThat(FeedFrame.numberAt(FeedFrame.position(77))).isEqualTo(77);
    }
}
