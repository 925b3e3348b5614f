package io.evenkeel.client.keeper;

import io.evenkeel.codecs.LiquidationStartedDecoder;

/**
 * A liquidation that has begun and not ended. What it tells of its beginning is 0 where the board began to listen in
 * the middle of it.
 *
 * @param liquidation       liquidation id.
 * @param account           the account.
 * @param breachPosition    log position of the command that caused the breach.
 * @param breachTimeMs      cluster time of that command.
 * @param equity            equity when it began, numeraire units, rounded down.
 * @param maintenanceMargin maintenance margin then, rounded up.
 * @param order             the order that stands; null where none does.
 */
public record OpenLiquidation(
        long liquidation,
        long account,
        long breachPosition,
        long breachTimeMs,
        long equity,
        long maintenanceMargin,
        OpenOrder order) {
    static OpenLiquidation of(final LiquidationStartedDecoder started) {
        return new OpenLiquidation(
                started.liquidation(),
                started.account(),
                started.breachPosition(),
                started.breachTimeMs(),
                started.equity(),
                started.maintenanceMargin(),
                null);
    }

    OpenLiquidation with(final OpenOrder newOrder) {
        return new OpenLiquidation(
                liquidation, account, breachPosition, breachTimeMs, equity, maintenanceMargin, newOrder);
    }
}
