package io.evenkeel.model;

/**
 * By which terms each account is judged (SPEC 9). A change that asks somebody for more, or leaves somebody less, comes
 * to accounts in order of id; any other comes to all at once. One change at a time.
 */
public final class TermsInForce {
    private static final long NOBODY = Long.MIN_VALUE;
    private static final long EVERYBODY = Long.MAX_VALUE;

    private Terms before;
    private Terms after;
    private long adoptedTo = EVERYBODY;
    private long number;

    /** Makes terms that hold for everybody. */
    public TermsInForce(final Terms terms) {
        before = terms;
        after = terms;
    }

    /** {@return terms by which an account is judged} */
    public Terms of(final ModelAccount account) {
        return account.id() <= adoptedTo ? after : before;
    }

    /** {@return number of the change by which an account is judged: 0 for what was listed} */
    public long numberFor(final ModelAccount account) {
        return account.id() <= adoptedTo ? number : number - 1;
    }

    /** {@return what an instrument is for an account} */
    public InstrumentTerms of(final ModelAccount account, final InstrumentTerms instrument) {
        return of(account).instruments().get(instrument.id());
    }

    /** {@return the latest terms, whoever has adopted them} */
    public Terms latest() {
        return after;
    }

    /** {@return the lowest rate of an instrument's lowest tier by which anybody is judged} */
    public long lowestMaintenancePpm(final InstrumentTerms instrument) {
        return Math.min(
                before.instruments().get(instrument.id()).maintenance().lowestTierRatePpm(),
                after.instruments().get(instrument.id()).maintenance().lowestTierRatePpm());
    }

    /** {@return whether accounts are adopting a change} */
    public boolean isBeingAdopted() {
        return adoptedTo != EVERYBODY;
    }

    /** {@return id up to which accounts have adopted the latest terms} */
    public long adoptedTo() {
        return adoptedTo;
    }

    /** A change begins: it holds for everybody at once, or for nobody yet. */
    public void begin(final Terms next, final boolean isAtOnce) {
        if (isBeingAdopted()) {
            throw new IllegalStateException("a change is being adopted, to account " + adoptedTo);
        }
        number++;
        before = isAtOnce ? next : after;
        after = next;
        adoptedTo = isAtOnce ? EVERYBODY : NOBODY;
    }

    /** Accounts up to an id have adopted the change. */
    public void advance(final long accountId) {
        if (!isBeingAdopted() || accountId < adoptedTo) {
            throw new IllegalStateException("adopted to " + accountId + " after " + adoptedTo);
        }
        adoptedTo = accountId;
        if (!isBeingAdopted()) {
            before = after;
        }
    }

    /** Everybody has adopted the change. */
    public void complete() {
        advance(EVERYBODY);
    }
}
