package io.evenkeel.tools.wall.planted.codecs;

import io.evenkeel.core.EngineLimits;

/** A codec that knows the state machine. */
public final class CodecOfCore {
    static EngineLimits limits;

    private CodecOfCore() {
    }
}
