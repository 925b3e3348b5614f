package io.evenkeel.node.service;

import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/** CRC-32C of part of a buffer. One thread. Allocates when it meets a longer part than before. */
final class Checksum {
    private final CRC32C crc = new CRC32C();
    private byte[] scratch = {};

    /** {@return the checksum, 0 to 2^32 − 1} */
    long of(final DirectBuffer buffer, final int offset, final int length) {
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        buffer.getBytes(offset, scratch, 0, length);
        crc.reset();
        crc.update(scratch, 0, length);
        return crc.getValue();
    }
}
