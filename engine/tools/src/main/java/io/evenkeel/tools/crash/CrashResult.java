package io.evenkeel.tools.crash;

import io.evenkeel.codecs.AdlPolicy;
import java.util.List;
import java.util.Locale;

/**
 * What came of one run.
 *
 * @param policy    policy of deleveraging.
 * @param book      the book it began with.
 * @param reckoning who lost what, checked.
 * @param losses    the same by account.
 * @param solvency  liquidations, and when they were over.
 * @param timeline  what went on.
 * @param keepers   the keepers.
 * @param lengthMs  how long it took, cluster time.
 * @param stateHash of the engine at the end.
 */
record CrashResult(
        AdlPolicy policy,
        Book book,
        Reckoning reckoning,
        LossBook losses,
        SolvencyWatch solvency,
        Timeline timeline,
        List<LabKeeper> keepers,
        long lengthMs,
        long stateHash) {
    /** {@return the policy as the command line has it} */
    String policyName() {
        return policy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@return whether every liquidation is over, and nobody who holds nothing is left in debt} */
    boolean isOver() {
        return solvency.isQuiet() && reckoning.debts() == 0;
    }

    /** {@return those that a deleveraging closed a part of} */
    List<AccountTally> deleveraged() {
        return losses.accounts().stream().filter(tally -> tally.deleveraged() > 0).toList();
    }

    /** {@return what one of them was closed at most, units of money} */
    long largestDeleveraged() {
        return deleveraged().stream().mapToLong(AccountTally::deleveraged).max().orElse(0);
    }

    /** {@return the largest part of its own position that one of them lost by it} */
    double largestDeleveragedPart() {
        return deleveraged().stream().mapToDouble(AccountTally::deleveragedPart).max().orElse(0);
    }

    /** {@return the state hash as other commands print it} */
    String hash() {
        return String.format("%016x", stateHash);
    }
}
