package io.evenkeel.core.inspect;

/**
 * A position as it stands.
 *
 * @param instrument       instrument id.
 * @param quantity         signed quantity q.
 * @param entryValue       entry value V, signed, settlement asset units.
 * @param entryCost        entry cost C, signed, settlement asset units.
 * @param unrealised       q·mark·multiplier − V, settlement asset units.
 * @param trigger          the certificate's wall for this instrument's price, mantissa.
 * @param isLinked         whether the trigger stands in the instrument's price ladder.
 */
public record PositionReport(
        int instrument,
        long quantity,
        long entryValue,
        long entryCost,
        long unrealised,
        long trigger,
        boolean isLinked) {
}
