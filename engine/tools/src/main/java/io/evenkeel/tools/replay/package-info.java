/**
 * Recorded market files, sent through the wire into a real cluster and compared with what the venue computed.
 */
package io.evenkeel.tools.replay;
