package io.evenkeel.core.settlement;

import io.evenkeel.codecs.SetCollateralLimitsDecoder;
import io.evenkeel.core.store.Mixing;

/** What may come in and go out of one asset: all off until a command says otherwise. No allocation. */
public final class CollateralLimits {
    private final FlowWindow withdrawn = new FlowWindow();
    private long depositCap;
    private long accountLimit;
    private long delayAbove;
    private long delayMs;

    /** Makes limits that are off. */
    CollateralLimits() {
    }

    /** {@return whether a command's figures make sense} */
    public static boolean areSound(final SetCollateralLimitsDecoder command) {
        return command.depositCap() >= 0
                && command.accountLimit() >= 0
                && command.delayAbove() >= 0
                && SettlementTerms.isPeriodSound(command.delayMs())
                && SettlementTerms.isLimitSound(command.withdrawalLimit(), command.windowMs());
    }

    /** Takes up a command. */
    public void set(final SetCollateralLimitsDecoder command) {
        set(
                command.depositCap(),
                command.accountLimit(),
                command.withdrawalLimit(),
                command.windowMs(),
                command.delayAbove(),
                command.delayMs());
    }

    /** Takes up figures, as a snapshot says. */
    public void set(
            final long newDepositCap,
            final long newAccountLimit,
            final long newWithdrawalLimit,
            final long newWindowMs,
            final long newDelayAbove,
            final long newDelayMs) {
        depositCap = newDepositCap;
        accountLimit = newAccountLimit;
        withdrawn.set(newWithdrawalLimit, newWindowMs);
        delayAbove = newDelayAbove;
        delayMs = newDelayMs;
    }

    /** {@return whether all of them are off} */
    public boolean areOff() {
        return (depositCap | accountLimit | withdrawalLimit() | windowMs() | delayAbove | delayMs) == 0;
    }

    /** {@return whether the clearing may hold so much of the asset by deposits} */
    public boolean allowsDeposits(final long netDeposits) {
        return depositCap == 0 || netDeposits <= depositCap;
    }

    /** {@return whether one account may hold so much of the asset by a deposit} */
    public boolean allowsBalance(final long balance) {
        return accountLimit == 0 || balance <= accountLimit;
    }

    /** {@return whether so much may go out now} */
    public boolean allowsWithdrawal(final long amount, final long timeMs) {
        return amount <= withdrawn.left(timeMs);
    }

    /** Counts what goes out now. */
    public void countWithdrawal(final long amount, final long timeMs) {
        withdrawn.use(amount, timeMs);
    }

    /** {@return how long a withdrawal waits before it is sent} */
    public long delayMsOf(final long amount) {
        return delayAbove > 0 && amount > delayAbove ? delayMs : 0;
    }

    /** {@return most that the clearing may hold; 0 for none} */
    public long depositCap() {
        return depositCap;
    }

    /** {@return most that one account may hold; 0 for none} */
    public long accountLimit() {
        return accountLimit;
    }

    /** {@return most that may go out in a window; 0 for none} */
    public long withdrawalLimit() {
        return withdrawn.limit();
    }

    /** {@return length of a window} */
    public long windowMs() {
        return withdrawn.windowMs();
    }

    /** {@return withdrawals above it wait; 0 for none} */
    public long delayAbove() {
        return delayAbove;
    }

    /** {@return how long they wait} */
    public long delayMs() {
        return delayMs;
    }

    /** {@return what went out in the current window} */
    public FlowWindow withdrawn() {
        return withdrawn;
    }

    /** {@return canonical hash} */
    public long stateHash() {
        long hash = Mixing.chain(depositCap, accountLimit);
        hash = Mixing.chain(hash, withdrawalLimit());
        hash = Mixing.chain(hash, windowMs());
        hash = Mixing.chain(hash, delayAbove);
        hash = Mixing.chain(hash, delayMs);
        return Mixing.chain(hash, withdrawn.stateHash());
    }
}
