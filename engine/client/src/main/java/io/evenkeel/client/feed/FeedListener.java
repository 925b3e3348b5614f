package io.evenkeel.client.feed;

import org.agrona.DirectBuffer;

/** Hears each event of a feed once, in order. Called from {@link FeedSubscriber#poll()}, on the thread that polls. */
@FunctionalInterface
public interface FeedListener {
    /**
     * One event, whole.
     *
     * @param number      number of the event's first frame on the feed. An event takes as many numbers as frames.
     * @param logPosition log position of the command that caused it.
     * @param buffer      the event: an SBE message with header. Only valid during the call.
     * @param offset      where it begins.
     * @param length      its length in bytes.
     */
    void onEvent(long number, long logPosition, DirectBuffer buffer, int offset, int length);
}
