package io.evenkeel.node.service;

/** What snapshot taker and loader agree on. */
final class SnapshotFormat {
    /** Version of the format, the only one that is read; it rises when a record of the engine gets another layout. */
    static final int VERSION = 4;

    /** Most record bytes of a chunk, their lengths included. */
    static final int CHUNK_LENGTH = 32 * 1024;

    private SnapshotFormat() {
    }
}
