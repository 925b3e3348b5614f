package io.evenkeel.core.law.breach;

import java.time.Instant;
import java.util.Calendar;
import java.util.Date;
import java.util.TimeZone;
import java.util.Timer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.SystemEpochClock;

/** Reads clocks. */
public final class ClockReader {
    Instant birth;
    Date day;
    Calendar calendar;
    TimeZone zone;
    Timer timer;

    long nanos() {
        return System.nanoTime();
    }

    long millis() {
        return System.currentTimeMillis();
    }

    LongSupplier byReference() {
        return System::nanoTime;
    }

    String instant() {
        return Instant.EPOCH.toString();
    }

    long agrona() {
        return SystemEpochClock.INSTANCE.time();
    }
}
