package io.evenkeel.node.chain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DigestTableTest {
    private static final long GRACE_NS = 100;
    private final DigestTable table = new DigestTable(2, GRACE_NS);

    @Test
    void shouldStayWhenPeersAgreeWhateverComesFirst() {
        table.onPeer(0, 640, 7, 1);
        table.onOwn(640, 7, 2);
        table.onPeer(1, 640, 7, 3);
        assertThat(table.divergedPosition(10_000)).isEqualTo(-1);
    }

    @Test
    void shouldStopAtOnceWhenBothPeersContradict() {
        table.onOwn(640, 7, 1);
        table.onPeer(0, 640, 8, 2);
        assertThat(table.divergedPosition(3)).isEqualTo(-1);
        table.onPeer(1, 640, 8, 4);
        assertThat(table.divergedPosition(5)).isEqualTo(640);
    }

    @Test
    void shouldStopWhenThePeerWasAheadOfThisNode() {
        table.onPeer(0, 1280, 8, 1);
        table.onPeer(1, 1280, 8, 1);
        table.onOwn(640, 6, 2);
        table.onOwn(1280, 7, 3);
        assertThat(table.divergedPosition(4)).isEqualTo(1280);
    }

    @Test
    void shouldStayWhenOnePeerContradictsAndTheOtherConfirms() {
        table.onOwn(640, 7, 1);
        table.onPeer(0, 640, 8, 2);
        table.onPeer(1, 640, 7, 3);
        assertThat(table.divergedPosition(10_000)).isEqualTo(-1);
    }

    @Test
    void shouldStopAfterAGraceWhenOnePeerContradictsAndTheOtherIsSilent() {
        table.onOwn(640, 7, 1);
        table.onPeer(0, 640, 8, 2);
        assertThat(table.divergedPosition(2 + GRACE_NS)).isEqualTo(-1);
        assertThat(table.divergedPosition(3 + GRACE_NS)).isEqualTo(640);
    }
}
