/**
 * The frame in which every feed carries its events.
 */
package io.evenkeel.codecs.feed;
