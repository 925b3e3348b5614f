package io.evenkeel.client;

/**
 * Where a participant's secret key comes from. Asked for the key at every logon; for a message key when a client is
 * made, whenever it is told to renew it, and before a command whose code was refused is sent again. So a key can be
 * changed while a client runs. What it throws, the caller's call throws.
 */
@FunctionalInterface
public interface KeySupplier {
    /** {@return the key, in an array of its own: the client overwrites it with zeros after use} */
    byte[] key();
}
