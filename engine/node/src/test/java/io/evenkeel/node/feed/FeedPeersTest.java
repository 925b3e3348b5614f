package io.evenkeel.node.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.codecs.feed.NodeAddress;
import io.evenkeel.node.launch.EmbeddedNode;
import io.evenkeel.node.system.ArchiveReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node whose snapshot knows numbers that its recording lacks, and peers that have them. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
final class FeedPeersTest {
    private static final long PEER_LAST = 9_500;
    private static final long SNAPSHOT_NUMBER = 9_000;

    @TempDir
    private Path home;

    private static List<byte[]> events(final FeedNode node) {
        try (ArchiveReader reader = new ArchiveReader(node.aeronDir(), node.address())) {
            return reader.events(FeedNode.FEED);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 4_000, 8_999})
    void shouldFetchWhatItLacksWhenAPeerHasIt(final long mine) {
        final NodeAddress address = EmbeddedNode.freeAddress();
        write(address, mine);
        try (FeedNode peer = new FeedNode(home.resolve("peer"))) {
            peer.append(peer.open(0), PEER_LAST);
            try (FeedNode node = new FeedNode(home.resolve("node"), address)) {
                final FeedStream stream = node.open(SNAPSHOT_NUMBER, peer.address());
                assertThat(stream.number()).isEqualTo(SNAPSHOT_NUMBER);
                node.append(stream, PEER_LAST);
                assertThat(events(node)).hasSize((int) PEER_LAST).containsExactlyElementsOf(events(peer));
            }
        }
    }

    private void write(final NodeAddress address, final long last) {
        if (last > 0) {
            try (FeedNode node = new FeedNode(home.resolve("node"), address)) {
                node.append(node.open(0), last);
            }
        }
    }

    @Test
    void shouldAskTheNextPeerWhenOneIsDeadAndOneIsBehind() {
        try (FeedNode behind = new FeedNode(home.resolve("behind"));
                FeedNode peer = new FeedNode(home.resolve("peer"));
                FeedNode node = new FeedNode(home.resolve("node"))) {
            behind.append(behind.open(0), SNAPSHOT_NUMBER - 1);
            peer.append(peer.open(0), PEER_LAST);
            final NodeAddress dead = EmbeddedNode.freeAddress();
            final FeedStream stream = node.open(SNAPSHOT_NUMBER, dead, behind.address(), peer.address());
            node.append(stream, PEER_LAST);
            assertThat(events(node)).hasSize((int) PEER_LAST);
        }
    }

    @Test
    void shouldRefuseToStartWhenNoPeerHasWhatItLacks() {
        try (FeedNode empty = new FeedNode(home.resolve("empty"));
                FeedNode behind = new FeedNode(home.resolve("behind"));
                FeedNode node = new FeedNode(home.resolve("node"))) {
            behind.append(behind.open(0), 10);
            assertThatThrownBy(() -> node.open(SNAPSHOT_NUMBER, empty.address(), behind.address()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("lacks numbers up to 9000")
                    .hasMessageContaining(empty.address() + ": it has no recording")
                    .hasMessageContaining(behind.address() + ": it ends at 10");
        }
    }
}
