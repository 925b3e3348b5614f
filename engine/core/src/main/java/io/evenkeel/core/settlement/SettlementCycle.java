package io.evenkeel.core.settlement;

import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.CycleStateDecoder;
import io.evenkeel.codecs.CycleStateEncoder;
import io.evenkeel.codecs.InstructionKind;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.store.Mixing;

/**
 * The settlement cycle that runs, or the last one: its frozen marks, how far its cursor has come, and the totals of its
 * batch record (SPEC 5). Each account is settled once, so totals are kept as accounts pass; per instrument, what was
 * paid and what had to be left must in the end be what CLEARING held when marks were frozen. Owned by Risk; no
 * allocation after construction.
 */
public final class SettlementCycle {
    private final long[] marks;
    private final long[] openings;
    private final long[] paid;
    private final long[] left;
    private long number;
    private boolean isRunning;
    private long cursorId;
    private long boundaryMs;
    private long accounts;
    private long positions;
    private long positionsLeft;
    private long instructions;
    private long debits;
    private long credits;
    private long instructionsHash;
    private long lastHash;
    private long previousHash;

    /** Makes one before the first cycle, for at most so many instruments. */
    public SettlementCycle(final int instruments) {
        marks = new long[instruments];
        openings = new long[instruments];
        paid = new long[instruments];
        left = new long[instruments];
    }

    /** Begins the next cycle; its instruments are said with {@link #freeze}. */
    public void begin() {
        number++;
        isRunning = true;
        previousHash = lastHash;
        cursorId = 0;
        accounts = 0;
        positions = 0;
        positionsLeft = 0;
        instructions = 0;
        debits = 0;
        credits = 0;
        instructionsHash = 0;
    }

    /** Freezes an instrument's mark, 0 where it is left to the next cycle, with what CLEARING holds for it now. */
    public void freeze(final int instrument, final long mark, final long clearing) {
        marks[instrument] = mark;
        openings[instrument] = mark == 0 ? 0 : clearing;
        paid[instrument] = 0;
        left[instrument] = 0;
    }

    /** Takes note that a frozen mark was told: what a batch record's hash holds is what its events tell. */
    public void told(final int instrument) {
        lastHash = Mixing.chain(Mixing.chain(lastHash, instrument), marks[instrument]);
    }

    /**
     * Ends the cycle: CLEARING's own part joins the totals, and the batch joins the chain. All profits add up to what
     * CLEARING held, so what was not paid, less what it held, is what it took.
     */
    public void end(final int instrumentCount) {
        for (int instrument = 0; instrument < instrumentCount; instrument++) {
            count(left[instrument] - openings[instrument]);
        }
        lastHash = Mixing.chain(lastHash, number);
        lastHash = Mixing.chain(lastHash, accounts);
        lastHash = Mixing.chain(lastHash, positions);
        lastHash = Mixing.chain(lastHash, positionsLeft);
        lastHash = Mixing.chain(lastHash, debits);
        lastHash = Mixing.chain(lastHash, credits);
        lastHash = Mixing.chain(lastHash, instructions);
        lastHash = Mixing.chain(lastHash, instructionsHash);
        isRunning = false;
        cursorId = 0;
    }

    /** Counts an amount that an account gained, or lost if it is negative, from or to CLEARING. */
    public void count(final long amount) {
        if (amount > 0) {
            credits = credits > Long.MAX_VALUE - amount ? Long.MAX_VALUE : credits + amount;
        } else {
            debits = debits > Long.MAX_VALUE + amount ? Long.MAX_VALUE : debits - amount;
        }
    }

    /** Takes note that positions of an account in an asset were settled, with the sum of what they paid. */
    public void settled(final int count, final long amount) {
        positions += count;
        count(amount);
    }

    /** Takes note that positions of an account in an asset had to be left to the next cycle: nothing was paid. */
    public void leftOut(final int count) {
        positionsLeft += count;
    }

    /** Takes note of what a position in an instrument was paid. */
    public void paid(final int instrument, final long amount) {
        paid[instrument] += amount;
    }

    /** Takes note of what a position in an instrument was not paid. */
    public void left(final int instrument, final long amount) {
        left[instrument] += amount;
    }

    /** Takes note that an account with positions, or with a part in the instructions, has passed. */
    public void accountSettled() {
        accounts++;
    }

    /** Takes note of an instruction that the cycle made. */
    public void instructed(
            final long instruction,
            final long account,
            final int asset,
            final InstructionKind kind,
            final long amount) {
        instructions++;
        instructionsHash = Mixing.chain(instructionsHash, instruction);
        instructionsHash = Mixing.chain(instructionsHash, account);
        instructionsHash = Mixing.chain(instructionsHash, asset << Byte.SIZE | kind.value());
        instructionsHash = Mixing.chain(instructionsHash, amount);
    }

    /** {@return id of the cycle that runs, or of the last one; ids are 1, 2, 3 …; 0 before the first} */
    public long number() {
        return number;
    }

    /** {@return whether accounts are still to be settled} */
    public boolean isRunning() {
        return isRunning;
    }

    /** {@return account id up to which the cursor has come} */
    public long cursorId() {
        return cursorId;
    }

    /** Moves the cursor on. */
    public void cursorId(final long accountId) {
        cursorId = accountId;
    }

    /** {@return whether an account has had its part; one that came later than the cursor has nothing to settle} */
    public boolean isSettled(final AccountStore accountStore, final int account) {
        return accountStore.settledCycle(account) == (int) number || accountStore.id(account) <= cursorId;
    }

    /** {@return time of the last boundary between two cycles that was met} */
    public long boundaryMs() {
        return boundaryMs;
    }

    /** Says which boundary was met last. */
    public void boundaryMs(final long timeMs) {
        boundaryMs = timeMs;
    }

    /** {@return frozen mark of an instrument; 0 where it is left to the next cycle} */
    public long mark(final int instrument) {
        return marks[instrument];
    }

    /** {@return what CLEARING held for an instrument when marks were frozen} */
    public long opening(final int instrument) {
        return openings[instrument];
    }

    /** {@return what accounts were paid for an instrument so far} */
    public long paid(final int instrument) {
        return paid[instrument];
    }

    /** {@return what accounts were not paid for an instrument so far} */
    public long left(final int instrument) {
        return left[instrument];
    }

    /** {@return accounts settled so far} */
    public long accounts() {
        return accounts;
    }

    /** {@return positions settled so far} */
    public long positions() {
        return positions;
    }

    /** {@return positions left to the next cycle so far} */
    public long positionsLeft() {
        return positionsLeft;
    }

    /** {@return instructions made so far} */
    public long instructions() {
        return instructions;
    }

    /** {@return total of losses; of an ended cycle, CLEARING's own included} */
    public long debits() {
        return debits;
    }

    /** {@return total of profits; of an ended cycle, CLEARING's own included, and equal} */
    public long credits() {
        return credits;
    }

    /** {@return hash of the instructions made so far, in their order} */
    public long instructionsHash() {
        return instructionsHash;
    }

    /** {@return hash of the last batch; of the one that runs, as far as it has come} */
    public long lastHash() {
        return lastHash;
    }

    /** {@return hash of the batch before the last} */
    public long previousHash() {
        return previousHash;
    }

    // ---------------------------------------------------------------- snapshot and hash

    /** Writes all but the instruments. */
    public void write(final CycleStateEncoder encoder) {
        encoder.cycle(number)
                .cursor(cursorId)
                .boundaryMs(boundaryMs)
                .accounts(accounts)
                .positions(positions)
                .positionsLeft(positionsLeft)
                .instructions(instructions)
                .debits(debits)
                .credits(credits)
                .instructionsHash(instructionsHash)
                .lastHash(lastHash)
                .previousHash(previousHash)
                .running(isRunning ? BooleanType.YES : BooleanType.NO);
    }

    /** Takes up all but the instruments. */
    public void restore(final CycleStateDecoder decoder) {
        number = decoder.cycle();
        cursorId = decoder.cursor();
        boundaryMs = decoder.boundaryMs();
        accounts = decoder.accounts();
        positions = decoder.positions();
        positionsLeft = decoder.positionsLeft();
        instructions = decoder.instructions();
        debits = decoder.debits();
        credits = decoder.credits();
        instructionsHash = decoder.instructionsHash();
        lastHash = decoder.lastHash();
        previousHash = decoder.previousHash();
        isRunning = decoder.running() == BooleanType.YES;
    }

    /** Takes up an instrument of a running cycle. */
    public void restore(
            final int instrument, final long mark, final long opening, final long paidSoFar, final long leftSoFar) {
        marks[instrument] = mark;
        openings[instrument] = opening;
        paid[instrument] = paidSoFar;
        left[instrument] = leftSoFar;
    }

    /** {@return canonical hash, but for which accounts above the cursor were settled early} */
    public long stateHash() {
        long hash = Mixing.chain(number, isRunning ? 1 : 0);
        hash = Mixing.chain(hash, cursorId);
        hash = Mixing.chain(hash, boundaryMs);
        hash = Mixing.chain(hash, accounts);
        hash = Mixing.chain(hash, positions);
        hash = Mixing.chain(hash, positionsLeft);
        hash = Mixing.chain(hash, instructions);
        hash = Mixing.chain(hash, debits);
        hash = Mixing.chain(hash, credits);
        hash = Mixing.chain(hash, instructionsHash);
        hash = Mixing.chain(hash, lastHash);
        hash = Mixing.chain(hash, previousHash);
        for (int instrument = 0; isRunning && instrument < marks.length; instrument++) {
            if (marks[instrument] != 0) {
                hash = Mixing.chain(hash, instrument);
                hash = Mixing.chain(hash, marks[instrument]);
                hash = Mixing.chain(hash, openings[instrument]);
                hash = Mixing.chain(hash, paid[instrument]);
                hash = Mixing.chain(hash, left[instrument]);
            }
        }
        return hash;
    }
}
