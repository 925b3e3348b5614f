package io.evenkeel.core.inspect;

/**
 * A balance of an account.
 *
 * @param asset     asset id.
 * @param balance   ledger balance in asset units.
 * @param effective balance plus unrealised profit of positions settled in the asset, at mark.
 * @param bound     the certificate's bound on the asset's price, mantissa; meaningless unless the account is
 *                  certified.
 * @param isLinked  whether the bound stands in the asset's price ladder.
 */
public record BalanceReport(int asset, long balance, long effective, long bound, boolean isLinked) {
}
