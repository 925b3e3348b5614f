package io.evenkeel.core.ledger;

/** Where the records behind a price ladder's entries lie: positions for an instrument, exposures for an asset. */
public interface WallMemory {
    /** {@return address of an entry's record} */
    long address(int entry);
}
