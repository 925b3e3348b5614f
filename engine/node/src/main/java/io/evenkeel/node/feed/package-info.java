/**
 * The feeds: committed facts, numbered 1, 2, 3 … on each feed, the same on every replica. Each feed is one Aeron
 * publication and one recording of fixed geometry in the node's own Archive, so that position = (number − 1) · 128.
 *
 * <p>{@link io.evenkeel.node.feed.Publisher} is what the Publish stage does; {@code FeedOpening} is what happens to a
 * recording when a node starts again.
 */
package io.evenkeel.node.feed;
