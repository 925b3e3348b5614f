package io.evenkeel.core.law.breach;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Rolls dice, seeded ones too: a seed is state that no snapshot holds. */
public final class DiceRoller {
    RandomGenerator generator;
    ThreadLocalRandom perThread;

    int seeded() {
        return new Random(42).nextInt();
    }

    long splittable() {
        return new SplittableRandom(42).nextLong();
    }

    int secure() {
        return new SecureRandom().nextInt();
    }

    long scaled() {
        return (long) (Math.random() * 10);
    }

    long strictlyScaled() {
        return (long) (StrictMath.random() * 10);
    }

    UUID identifier() {
        return UUID.randomUUID();
    }

    void shuffled(final List<String> cards) {
        Collections.shuffle(cards);
    }
}
