package io.evenkeel.tools.bench;

import java.util.function.IntConsumer;

/** Something that can be sent requests whose answers are told apart by a number. One thread. */
interface Probe extends AutoCloseable {
    /** Sends a request. {@return whether it went out; if not, it is to be tried again} */
    boolean send(int id);

    /** Hears answers. {@return how much was done} */
    int poll(IntConsumer answered);

    /** {@return how many requests were refused, which makes figures worthless} */
    long refused();

    @Override
    void close();
}
