package io.evenkeel.core.sim.command;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.core.gate.Permissions;
import io.evenkeel.model.AssetTerms;

/** Entries about participants, their keys, accounts, and listings. */
public interface PartyEntry extends LogEntry {
    @Override
    default int participant() {
        return Parties.GENESIS;
    }

    /** What a participant may do, and how often. */
    record Roles(int changed, int roles, int commandsPerSecond) implements PartyEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.setParticipant(
                    sequence,
                    changed,
                    encoder -> encoder
                            .keeper((roles & Permissions.KEEPER) != 0)
                            .governor((roles & Permissions.GOVERNOR) != 0)
                            .clusterOperator((roles & Permissions.OPERATOR) != 0)
                            .auditor((roles & Permissions.AUDITOR) != 0),
                    commandsPerSecond);
        }
    }

    /** A participant's new key: one of a few secrets, 0 for none. */
    record Key(int changed, int secret, int graceMs) implements PartyEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.setMessageKey(sequence, changed, Signature.secret(secret), graceMs);
        }
    }

    /** The bystander asks for the state hash, under a secret, or 0 for none. */
    record Probe(int secret) implements PartyEntry {
        @Override
        public int participant() {
            return Parties.BYSTANDER;
        }

        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return Signature.sign(secret, sequence, writer.buffer(), writer.hashRequest(sequence));
        }
    }

    /** A new account, of the owner that goes with its id. */
    record Open(long account, int leverage) implements PartyEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.addAccount(
                    sequence, account, Parties.ownerOf(account), AccountKind.STANDARD, leverage);
        }
    }

    /** An account is to be closed. */
    record Close(long account, int participant) implements PartyEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.terms().close(sequence, account);
        }
    }

    /** A new asset. */
    record Listing(AssetTerms listed) implements PartyEntry {
        @Override
        public int write(final CommandWriter writer, final long sequence, final long rising, final long timeMs) {
            return writer.addAsset(sequence, listed);
        }
    }
}
