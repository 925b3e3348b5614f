package io.evenkeel.tools.wall.planted.core;

import io.aeron.Aeron;

/** Core that reaches for a transport. */
public final class CoreOnAeron {
    static Aeron.Context context;

    private CoreOnAeron() {
    }
}
