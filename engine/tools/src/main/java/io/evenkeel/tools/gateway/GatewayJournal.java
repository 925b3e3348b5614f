package io.evenkeel.tools.gateway;

import io.evenkeel.codecs.InstructionOutcome;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.tools.EventLine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says what the gateway did, a line for each thing, once it is committed. */
final class GatewayJournal {
    private final List<String> lines = new ArrayList<>();
    private final Set<RejectCode> complained = EnumSet.noneOf(RejectCode.class);
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean isJson;
    private long paid;
    private long failed;
    private long answers;

    GatewayJournal(final PrintWriter out, final PrintWriter err, final boolean isJson) {
        this.out = out;
        this.err = err;
        this.isJson = isJson;
    }

    /** An instruction was paid, or failed. */
    void settled(final Instruction it, final Confirmation confirmation, final String reason) {
        final boolean isPaid = confirmation.outcome() == InstructionOutcome.CONFIRMED;
        paid += isPaid ? 1 : 0;
        failed += isPaid ? 0 : 1;
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("instruction", it.id());
        fields.put("kind", it.kind().name());
        fields.put("account", it.account());
        fields.put("asset", it.asset());
        fields.put("amount", it.amount());
        if (!isPaid) {
            fields.put("reason", reason);
        }
        say(isPaid ? "paid" : "failed", fields);
    }

    /** The ledger has answered for good. */
    void answered(final Outgoing item, final String answer) {
        answers++;
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(item.subject(), item.key());
        fields.put("answer", answer);
        say("answered", fields);
    }

    /** The ledger refuses what it will have to take in the end; said once for each reason. */
    void refused(final Outgoing item, final RejectCode code) {
        if (complained.add(code)) {
            err.println("gateway: " + item.subject() + " " + item.key() + " is refused: " + code
                    + "; it is sent again until it is not");
            err.flush();
        }
    }

    private void say(final String what, final Map<String, Object> fields) {
        lines.add(EventLine.of(what, fields, isJson));
    }

    /** Prints what is true by now. */
    void flush() {
        if (!lines.isEmpty()) {
            lines.forEach(out::println);
            lines.clear();
            out.flush();
        }
    }

    /** Prints the sum of this run. */
    void end() {
        final Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("paid", paid);
        fields.put("failed", failed);
        fields.put("answers", answers);
        say("ended", fields);
        flush();
    }
}
