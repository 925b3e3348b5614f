package io.evenkeel.tools.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Records that money has arrived; the gateway that runs on these books has it booked. */
@Command(
        name = "deposit",
        description = {
            "Records that money has arrived for an account, once by its reference, and waits until the running gateway"
                    + " has had it booked.",
            "",
            "It may be called again at will: the same reference is the same deposit. What was refused is tried again;"
                    + " after STALE_PRICE the gateway does so itself, every minute. So before money that was refused is"
                    + " sent back, call it with --returned: then it is never booked.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:booked; with --returned: it will never be",
            "1:refused, or recorded but not answered in time: no gateway runs on these books; with --returned: it is"
                    + " not refused, so keep the money",
            "2:wrong call, or the reference is that of another deposit"
        },
        mixinStandardHelpOptions = true)
final class DepositCommand implements Callable<Integer> {
    private static final long LOOK_PERIOD_NS = 50_000_000;

    @Mixin
    private GatewayPlace place;

    @Option(names = "--account", required = true, description = "Account to credit.")
    private long account;

    @Option(names = "--asset", required = true, description = "Id of the asset that arrived.")
    private int asset;

    @Option(names = "--amount", required = true, description = "How much, in units of the asset.")
    private long amount;

    @Option(names = "--reference", required = true, description = "This gateway's own reference, never used before.")
    private long reference;

    @Option(names = "--returned", description = "Say that a deposit that was refused goes back: never try it again.")
    private boolean isReturned;

    @Option(names = "--wait", defaultValue = "15", description = "Seconds to wait. Default: ${DEFAULT-VALUE}.")
    private long seconds;

    @Option(names = "--json", description = "Print JSON instead of a line.")
    private boolean isJson;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, SQLException {
        final Arrival arrival = new Arrival(reference, account, asset, amount);
        if (amount <= 0) {
            spec.commandLine().getErr().println("gateway deposit: the amount must be above 0, not " + amount);
            return 2;
        }
        try (Connection connection = GatewayDatabase.open(place.url())) {
            final DepositSlip slip = new DepositSlip(connection);
            if (isReturned) {
                final boolean goesBack = slip.giveBack(arrival);
                print(slip.answer(reference));
                return goesBack ? 0 : 1;
            }
            final Arrival kept = slip.hand(arrival);
            if (!kept.equals(arrival)) {
                spec.commandLine().getErr().println("gateway deposit: reference " + reference + " is that of " + kept);
                return 2;
            }
            final String answer = await(slip);
            print(answer);
            return DepositSlip.isBooked(answer) ? 0 : 1;
        }
    }

    private String await(final DepositSlip slip) throws SQLException {
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        String answer = slip.answer(reference);
        while (answer == null && System.nanoTime() - deadlineNs < 0) {
            LockSupport.parkNanos(LOOK_PERIOD_NS);
            answer = slip.answer(reference);
        }
        return answer;
    }

    private void print(final String answer) throws IOException {
        final PrintWriter out = spec.commandLine().getOut();
        if (isJson) {
            final Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("deposit", reference);
            fields.put("answer", answer);
            fields.put("booked", DepositSlip.isBooked(answer));
            out.println(new ObjectMapper().writeValueAsString(fields));
        } else {
            out.println("deposit " + reference + ' ' + words(answer));
        }
    }

    private String words(final String answer) {
        if (answer == null) {
            return isReturned
                    ? "is not refused, or is not in these books"
                    : "is recorded; the next gateway on these books has it booked";
        }
        if (DepositSlip.isBooked(answer)) {
            return "is booked: " + answer;
        }
        return switch (answer) {
            case DepositSlip.RETURNED -> "went back, and is not booked";
            case DepositSlip.REFUSED_FOR_NOW -> "is refused for now: " + answer + "; it is tried again every minute";
            default -> "is refused: " + answer;
        };
    }
}
