package io.evenkeel.core.listing;

/**
 * Terms that accounts adopt one by one, in order of account id, where a change asks somebody for more or leaves
 * somebody less (SPEC 9). A change that does neither is judged by at once. Owned by Risk; no allocation.
 *
 * @param <T> kind of terms; immutable.
 */
public final class Adopted<T> {
    private static final long EVERYBODY = Long.MAX_VALUE;
    private static final long NOBODY = Long.MIN_VALUE;

    private T latest;
    private T former;
    private long judgedTo = EVERYBODY;

    Adopted(final T terms) {
        latest = terms;
        former = terms;
    }

    /** {@return the terms by which an account is judged} */
    public T of(final long accountId) {
        return accountId <= judgedTo ? latest : former;
    }

    /** {@return the latest terms} */
    public T latest() {
        return latest;
    }

    /** {@return the terms before, while accounts adopt the latest; else the latest} */
    public T former() {
        return former;
    }

    /** A change begins; all are judged by it at once, or nobody before {@link #advance}. */
    public void begin(final T terms, final boolean isJudgedAtOnce) {
        former = latest;
        latest = terms;
        judgedTo = isJudgedAtOnce ? EVERYBODY : NOBODY;
    }

    /** Accounts up to an id have adopted the latest terms. */
    public void advance(final long accountId) {
        judgedTo = judgedTo == EVERYBODY ? EVERYBODY : accountId;
    }

    /** Everybody has adopted the latest terms. */
    public void complete() {
        former = latest;
        judgedTo = EVERYBODY;
    }
}
