package io.evenkeel.node.service;

/** What snapshot taker and loader agree on. */
final class SnapshotFormat {
    /** Version of the format written. */
    static final int VERSION = 1;

    /** Most record bytes of a chunk, their lengths included. */
    static final int CHUNK_LENGTH = 32 * 1024;

    private SnapshotFormat() {
    }
}
