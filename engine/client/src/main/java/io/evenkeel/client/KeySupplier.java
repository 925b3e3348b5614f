package io.evenkeel.client;

/**
 * Where a participant's secret key comes from. Asked for the key at every logon, and for a message key when a client is
 * made and whenever it is told to renew it, so a key can be changed while a client runs.
 */
@FunctionalInterface
public interface KeySupplier {
    /** {@return the key, in an array of its own: the client overwrites it with zeros after use} */
    byte[] key();
}
