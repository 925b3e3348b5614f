package io.evenkeel.core.law.breach;

import java.util.logging.Logger;

/** Logs. */
public final class Chatterer {
    Logger logger;

    void speak() {
        Logger.getLogger("chatter").info("spoken");
    }

    Object platform() {
        return System.getLogger("chatter");
    }

    void trace(final RuntimeException cause) {
        cause.printStackTrace();
    }
}
