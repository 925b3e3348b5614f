package io.evenkeel.core.inspect;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AccountStatus;
import java.util.List;

/**
 * An account as it stands.
 *
 * @param account           account id.
 * @param owner             participant that owns it.
 * @param kind              kind of account.
 * @param status            margin status, computed now.
 * @param equity            equity in numeraire units, rounded down.
 * @param initialMargin     initial margin in numeraire units, rounded up.
 * @param maintenanceMargin maintenance margin in numeraire units, rounded up.
 * @param isCrossed         whether it waits in a task to be evaluated.
 * @param liquidation       its liquidation id; 0 for none, -1 for a breach that waits for its number.
 * @param balances          one for each asset with a balance or a position settled in it, by asset id.
 * @param positions         open positions, by instrument id.
 */
public record AccountReport(
        long account,
        int owner,
        AccountKind kind,
        AccountStatus status,
        long equity,
        long initialMargin,
        long maintenanceMargin,
        boolean isCrossed,
        long liquidation,
        List<BalanceReport> balances,
        List<PositionReport> positions) {
}
