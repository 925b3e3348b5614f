package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.ScenarioText.object;
import static io.evenkeel.core.sim.ScenarioText.rate;
import static io.evenkeel.core.sim.ScenarioText.text;

import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.model.Fill;
import java.util.ArrayList;
import java.util.List;

/** Words entries about orders as lines of a scenario file. */
final class OrderText {
    private final ScenarioText words;

    OrderText(final ScenarioText words) {
        this.words = words;
    }

    /** {@return the line of an entry} */
    String line(final OrderEntry entry) {
        if (entry instanceof OrderEntry.Classified classified) {
            return classified(classified.fill());
        }
        if (entry instanceof OrderEntry.Bust bust) {
            return object("bust", "\"trade\":" + bust.fill().tradeId());
        }
        if (entry instanceof OrderEntry.Correction correction) {
            return correction(correction.right());
        }
        if (entry instanceof OrderEntry.Reserve reserve) {
            return object("reserve", account(reserve.account()), text("amount", words.amount(0, reserve.amount())));
        }
        if (entry instanceof OrderEntry.Leverage wanted) {
            return object("leverage", account(wanted.account()), text("leverage", wanted.leverage()));
        }
        if (entry instanceof OrderEntry.AccountTerms agreed) {
            return object("accountTerms", account(agreed.account()), "\"feeTier\":" + agreed.feeTier(),
                    text("settlement", agreed.isExternal() ? "EXTERNAL" : "INTERNAL"));
        }
        if (entry instanceof OrderEntry.Credit asked) {
            return object("creditCheck", account(asked.account()), text("instrument", "I" + asked.instrument()),
                    text("side", asked.side()), text("quantity", words.quantity(asked.instrument(), asked.quantity())),
                    text("price", words.price(asked.instrument(), asked.price())));
        }
        return entry instanceof OrderEntry.Fees schedule && !schedule.tiers().isEmpty() ? fees(schedule) : "# " + entry;
    }

    private static String account(final long id) {
        return "\"account\":" + id;
    }

    private String classified(final Fill fill) {
        return object("trade", text("instrument", "I" + fill.instrument()), "\"id\":" + fill.tradeId(),
                "\"buyer\":" + fill.buyer(), "\"seller\":" + fill.seller(),
                text("quantity", words.quantity(fill.instrument(), fill.quantity())),
                text("price", words.price(fill.instrument(), fill.price())),
                text("aggressor", fill.isBuyerTaker() ? "BUYER" : "SELLER"));
    }

    private String correction(final Fill right) {
        final List<String> fields = new ArrayList<>(List.of("\"trade\":" + right.tradeId(),
                text("quantity", words.quantity(right.instrument(), right.quantity())),
                text("price", words.price(right.instrument(), right.price()))));
        if (!right.isScheduled()) {
            fields.add(text("buyerFee", words.settled(right.instrument(), right.buyerFee())));
            fields.add(text("sellerFee", words.settled(right.instrument(), right.sellerFee())));
        }
        return object("correct", fields.toArray(new String[0]));
    }

    private static String fees(final OrderEntry.Fees schedule) {
        return object("fees", text("instrument", "I" + schedule.instrument()), "\"tiers\":["
                + String.join(",", schedule.tiers().stream().map(tier -> "{" + text("maker", rate(tier.makerPpm()))
                        + "," + text("taker", rate(tier.takerPpm())) + "}").toList()) + "]");
    }
}
