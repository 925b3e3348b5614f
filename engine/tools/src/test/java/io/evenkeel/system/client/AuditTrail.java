package io.evenkeel.system.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.client.EvenkeelClient;
import io.evenkeel.client.feed.FeedContext;
import io.evenkeel.client.feed.FeedListener;
import io.evenkeel.client.feed.FeedSubscriber;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.StateHashReportDecoder;
import io.evenkeel.codecs.TradeBookedDecoder;
import io.evenkeel.codecs.feed.Feed;
import io.evenkeel.codecs.feed.NodeAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.agrona.DirectBuffer;

/** What the audit feed of each node alone says, from its first number to a state hash that was asked for. */
final class AuditTrail {
    private final List<Reader> readers = new ArrayList<>();

    private AuditTrail() {
    }

    /** Asks for the state hash, and reads every node's feed up to it. */
    static AuditTrail of(
            final String aeronDirectory, final List<NodeAddress> members, final IntFunction<byte[]> keys) {
        final long[] position = new long[1];
        try (EvenkeelClient operator = EvenkeelClient.connect(
                Market.context(aeronDirectory, members, Market.GENESIS, keys)
                        .ackListener((sequence, status, code, result, commandPosition, timeMs, isRepeated) ->
                                position[0] = commandPosition))) {
            operator.stateHash();
            assertThat(operator.awaitAllAcknowledged(30_000)).isTrue();
        }
        final AuditTrail trail = new AuditTrail();
        for (final NodeAddress member : members) {
            trail.readers.add(read(aeronDirectory, member, position[0]));
        }
        assertThat(trail.readers).extracting(reader -> reader.stateHash).containsOnly(trail.stateHash());
        return trail;
    }

    private static Reader read(final String aeronDirectory, final NodeAddress member, final long position) {
        final Reader reader = new Reader(position);
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try (FeedSubscriber feed = FeedSubscriber.create(new FeedContext()
                .aeronDirectoryName(aeronDirectory)
                .feed(Feed.AUDIT)
                .nodes(List.of(member))
                .fromNumber(1)
                .listener(reader))) {
            while (!reader.isDone && System.nanoTime() - deadlineNs < 0) {
                if (feed.poll() == 0) {
                    LockSupport.parkNanos(100_000);
                }
            }
            assertThat(reader.isDone).as("state hash at %d in %s", position, feed.describe()).isTrue();
        }
        return reader;
    }

    /** {@return log position by trade id, of every fill that the node booked} */
    Map<Long, Long> bookings(final int node) {
        assertThat(readers.get(node).bookedTwice).as("fills that node %d booked twice", node).isEmpty();
        return readers.get(node).bookings;
    }

    long stateHash() {
        return readers.get(0).stateHash;
    }

    long statePosition() {
        return readers.get(0).position;
    }

    private static final class Reader implements FeedListener {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final TradeBookedDecoder booked = new TradeBookedDecoder();
        private final StateHashReportDecoder report = new StateHashReportDecoder();
        private final Map<Long, Long> bookings = new TreeMap<>();
        private final List<Long> bookedTwice = new ArrayList<>();
        private final long position;
        private long stateHash;
        private boolean isDone;

        Reader(final long position) {
            this.position = position;
        }

        @Override
        public void onEvent(
                final long number,
                final long logPosition,
                final DirectBuffer buffer,
                final int offset,
                final int length) {
            header.wrap(buffer, offset);
            if (header.templateId() == TradeBookedDecoder.TEMPLATE_ID) {
                booked.wrapAndApplyHeader(buffer, offset, header);
                if (bookings.put(booked.tradeId(), logPosition) != null) {
                    bookedTwice.add(booked.tradeId());
                }
            } else if (header.templateId() == StateHashReportDecoder.TEMPLATE_ID) {
                report.wrapAndApplyHeader(buffer, offset, header);
                if (report.commandPosition() == position) {
                    stateHash = report.stateHash();
                    isDone = true;
                }
            }
        }
    }
}
