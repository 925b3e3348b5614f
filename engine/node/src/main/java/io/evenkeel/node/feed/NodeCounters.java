package io.evenkeel.node.feed;

import io.aeron.Aeron;
import io.aeron.Counter;
import io.evenkeel.codecs.feed.Feed;

/**
 * What a node shows in the driver's counters, where AeronStat reads it: commands refused, answers dropped, and the last
 * number of each feed. Written by Publish's thread.
 */
final class NodeCounters implements AutoCloseable {
    /** Counter type of the refused commands; the others follow it. */
    static final int TYPE_ID = 7100;

    private final Counter refused;
    private final Counter droppedAnswers;
    private final Counter[] numbers = new Counter[Feed.count()];

    NodeCounters(final Aeron aeron, final int memberId) {
        int typeId = TYPE_ID;
        refused = aeron.addCounter(typeId++, "evenkeel refused commands: member=" + memberId);
        droppedAnswers = aeron.addCounter(typeId++, "evenkeel dropped answers: member=" + memberId);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = aeron.addCounter(
                    typeId++, "evenkeel last number of feed " + Feed.of(i).label() + ": member=" + memberId);
        }
    }

    void countRefused() {
        refused.incrementRelease();
    }

    void show(final FeedStream[] streams, final long dropped) {
        droppedAnswers.setRelease(dropped);
        for (int i = 0; i < numbers.length; i++) {
            numbers[i].setRelease(streams[i].number());
        }
    }

    /** {@return commands refused since the node started; any thread} */
    long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        refused.close();
        droppedAnswers.close();
        for (final Counter number : numbers) {
            number.close();
        }
    }
}
