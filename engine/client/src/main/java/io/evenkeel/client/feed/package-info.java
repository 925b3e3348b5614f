/**
 * Following a feed: the numbered stream of committed facts that every node publishes and records.
 */
package io.evenkeel.client.feed;
