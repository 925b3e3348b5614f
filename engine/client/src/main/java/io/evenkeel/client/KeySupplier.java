package io.evenkeel.client;

/** Where a participant's secret key comes from. Asked at every logon, so a key can be changed while a client runs. */
@FunctionalInterface
public interface KeySupplier {
    /** {@return the key, in an array of its own: the client overwrites it with zeros after use} */
    byte[] key();
}
