package io.evenkeel.tools.gateway;

import io.evenkeel.codecs.RejectCode;
import java.sql.SQLException;

/**
 * Money that has arrived for an account.
 *
 * @param reference this gateway's own reference; the ledger books it once.
 * @param account   account to credit.
 * @param asset     what arrived.
 * @param amount    how much, in units of the asset.
 */
record Arrival(long reference, long account, int asset, long amount) implements Outgoing {
    @Override
    public String subject() {
        return "deposit";
    }

    @Override
    public long key() {
        return reference;
    }

    @Override
    public long sendTo(final Outlet outlet) {
        return outlet.deposit(account, asset, amount, reference);
    }

    /** {@inheritDoc} What is wrong with the deposit itself settles it; what is wrong with this line does not. */
    @Override
    public boolean isSettledBy(final RejectCode code) {
        return switch (code) {
            case BAD_MAC, BAD_LENGTH, NOT_AUTHENTICATED, NOT_PERMITTED, RATE_LIMITED, SEQUENCE_GAP,
                    SEQUENCE_REUSED -> false;
            default -> true;
        };
    }

    @Override
    public void answered(final SettlementBook book, final String answer, final long logPosition) throws SQLException {
        book.answered(this, answer, logPosition);
    }
}
