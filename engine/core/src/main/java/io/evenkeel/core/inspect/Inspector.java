package io.evenkeel.core.inspect;

import io.evenkeel.codecs.PricedKind;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads an engine's state for reports, scenarios and tests, while no stage is at work. Allocates; never used on the
 * hot path and never changes anything.
 */
public interface Inspector {
    /** {@return ids of all accounts, rising} */
    long[] accountIds();

    /**
     * {@return everything about one account, or null if there is none}
     *
     * @param account account id.
     */
    AccountReport account(long account);

    /**
     * {@return the terms of an account, or null if there is none}
     *
     * @param account account id.
     */
    TermsReport terms(long account);

    /**
     * {@return open instructions of an account, by id, those of withdrawals that wait for their delay included}
     *
     * @param account account id.
     */
    List<InstructionReport> instructions(long account);

    /**
     * {@return all else equal, the lowest (long) or highest (short) grid mark at which equity ≥ MM; empty where
     * there is none up to 1,000 × mark or the highest that there can be, or it is breached already, or there is no
     * such position}
     */
    OptionalLong liquidationPrice(long account, int instrument);

    /** {@return the bankruptcy price of SPEC 6; empty where there is no such position} */
    OptionalLong bankruptcyPrice(long account, int instrument);

    /** {@return the price in force, as Risk knows it, or null if there is no such asset or instrument} */
    PriceReport price(PricedKind kind, int priced);

    /** {@return the sources of a price, as they were configured; none where nothing is so priced} */
    List<SourceReport> sources(PricedKind kind, int priced);

    /**
     * {@return a house balance in units of the asset}
     *
     * @param house one of the house accounts of SPEC 2.
     * @param id    instrument for CLEARING and FUNDING, pool for INSURANCE, else 0.
     * @param asset asset id.
     */
    long houseBalance(HouseAccount house, int id, int asset);

    /** {@return whether a task is unfinished: accounts to evaluate, liquidations to start or updates to apply} */
    boolean isTaskRunning();

    /**
     * {@return id up to which accounts have adopted the change of terms under way that asks somebody for more;
     * {@link Long#MAX_VALUE} where there is none: everybody is judged by the latest terms}
     */
    long termsAdoptedTo();

    /** {@return whether a settlement cycle has accounts left to settle} */
    boolean isCycleRunning();

    /** {@return whether positions in markets whose price is final are still to be closed} */
    boolean isClosingMarkets();

    /** {@return the invariants of SPEC 2 that do not hold, each as a sentence with numbers; empty if all hold} */
    List<String> violatedInvariants();

    /** {@return canonical hash of all stages' state} */
    long stateHash();

    /** {@return running counters since the engine was made; not part of the state} */
    EngineCounters counters();
}
