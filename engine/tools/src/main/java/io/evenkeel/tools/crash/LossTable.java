package io.evenkeel.tools.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Who lost what of one run: a row a flow, a column a side; rows sum to zero. */
final class LossTable {
    private LossTable() {
    }

    /** {@return sides that have accounts, or money at stake} */
    static List<Camp> columns(final CrashResult result) {
        return Arrays.stream(Camp.values())
                .filter(camp -> result.reckoning().accounts(camp) > 0 || hasFlow(result, camp))
                .toList();
    }

    private static boolean hasFlow(final CrashResult result, final Camp camp) {
        return Arrays.stream(Flow.values()).anyMatch(flow -> result.reckoning().of(flow, camp) != 0);
    }

    /** {@return how columns are called: sides, and how many accounts are on each} */
    static List<String> heads(final CrashResult result) {
        final List<String> heads = new ArrayList<>();
        for (final Camp camp : columns(result)) {
            final boolean isCounted = camp != Camp.INSURANCE && camp != Camp.UNPAID;
            heads.add(isCounted
                    ? camp.label() + String.format(" (%,d)", result.reckoning().accounts(camp))
                    : camp.label());
        }
        return heads;
    }

    /** {@return the rows, the sum last} */
    static List<Summary.Row> rows(final CrashResult result) {
        final List<Summary.Row> rows = new ArrayList<>();
        for (final Flow flow : Flow.values()) {
            rows.add(new Summary.Row(flow.label(), columns(result).stream()
                    .map(camp -> shown(result.reckoning().of(flow, camp)))
                    .toList()));
        }
        rows.add(new Summary.Row("in all", columns(result).stream()
                .map(camp -> shown(result.reckoning().total(camp)))
                .toList()));
        return rows;
    }

    private static String shown(final long amount) {
        return amount == 0 ? "-" : Money.shown(amount);
    }
}
