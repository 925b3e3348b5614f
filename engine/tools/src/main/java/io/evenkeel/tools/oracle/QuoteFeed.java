package io.evenkeel.tools.oracle;

import java.io.IOException;

/** Where prices come from. */
interface QuoteFeed extends AutoCloseable {
    /** {@return the next price; null where there is none now} */
    Quote poll() throws IOException;

    /** {@return whether there will be no more} */
    boolean isEnded();

    @Override
    void close();
}
