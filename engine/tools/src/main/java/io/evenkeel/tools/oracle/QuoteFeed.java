package io.evenkeel.tools.oracle;

import java.io.IOException;

/** Where prices come from. */
interface QuoteFeed extends AutoCloseable {
    /** Does what is due, also while nobody wants a price. {@return how much was done; 0 if the caller may idle} */
    default int work() {
        return 0;
    }

    /** {@return the next price; null where there is none now} */
    Quote poll() throws IOException;

    /** {@return whether there will be no more} */
    boolean isEnded();

    @Override
    void close();
}
