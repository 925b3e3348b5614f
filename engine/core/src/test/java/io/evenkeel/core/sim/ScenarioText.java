package io.evenkeel.core.sim;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.sim.command.EngineFeeder;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.FundingTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Terms;
import io.evenkeel.model.Tiers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Words a world and its entries as lines of a scenario file: symbols for ids, decimals for mantissas. */
final class ScenarioText {
    /** A listing's own terms of its price, which are off in a scenario that does not say them. */
    private static final String FRESH_ROUNDS = "\"freshRounds\":3";

    private final Terms terms;
    private final OrderText orders = new OrderText(this);
    private final ParameterText parameters;
    private long timeMs = EngineFeeder.START_TIME_MS;

    ScenarioText(final Terms terms) {
        this.terms = terms;
        parameters = new ParameterText(this, terms);
    }

    /** {@return the lines that set a world up, first prices included} */
    List<String> setup(final World world) {
        final List<String> lines = new ArrayList<>();
        lines.add("{\"slices\":{\"evaluations\":" + world.limits().sliceEvaluations() + ",\"queue\":"
                + world.limits().queuedUpdates() + ",\"buckets\":" + world.limits().ladderBuckets() + "}}");
        lines.add("{\"gateway\":\"manual\"}");
        terms.assets().forEach(asset -> lines.add(asset(asset)));
        for (final InstrumentTerms instrument : terms.instruments()) {
            lines.add(instrument(instrument, world));
        }
        world.holders().forEach(holder -> lines.add(holder(holder)));
        world.setup().stream().filter(LogEntry.Price.class::isInstance).forEach(entry -> lines.add(line(entry)));
        return lines;
    }

    /** {@return the line of an entry; a remark where a scenario has no word for it} */
    String line(final LogEntry entry) {
        if (entry instanceof LogEntry.Timer timer) {
            timeMs += timer.advanceMs();
            return "{\"time\":\"" + Instant.ofEpochMilli(timeMs) + "\"}";
        }
        if (entry instanceof LogEntry.Price price) {
            return object("price", text("symbol", LogEntry.symbol(price.kind(), price.priced())),
                    text("price", price(price.kind(), price.priced(), price.price())),
                    text("source", price.source()),
                    text("confidence", price(price.kind(), price.priced(), price.confidence())));
        }
        if (entry instanceof LogEntry.Halt halt) {
            return object(halt.isHalted() ? "halt" : "resume",
                    text("symbol", LogEntry.symbol(halt.kind(), halt.priced())));
        }
        if (entry instanceof LogEntry.Trade trade) {
            return trade(trade);
        }
        if (entry instanceof LogEntry.BookTop book) {
            return book(book);
        }
        if (entry instanceof LogEntry.Bid bid) {
            return object("bid", "\"account\":" + bid.account(), "\"liquidation\":" + bid.liquidation(),
                    text("instrument", "I" + bid.instrument()),
                    text("quantity", quantity(bid.instrument(), bid.quantity())),
                    text("limit", price(PricedKind.INSTRUMENT, bid.instrument(), bid.limit())));
        }
        if (entry instanceof LogEntry.CollateralBid bid) {
            return object("bid", "\"account\":" + bid.account(), "\"liquidation\":" + bid.liquidation(),
                    text("asset", "A" + bid.asset()), text("quantity", amount(bid.asset(), bid.quantity())),
                    text("limit", price(PricedKind.ASSET, bid.asset(), bid.limit())));
        }
        return entry instanceof OrderEntry order ? orders.line(order) : money(entry);
    }

    private String money(final LogEntry entry) {
        if (entry instanceof LogEntry.Deposit deposit) {
            return object("deposit", "\"account\":" + deposit.account(), text("asset", "A" + deposit.asset()),
                    text("amount", amount(deposit.asset(), deposit.amount())));
        }
        if (entry instanceof LogEntry.Withdrawal withdrawal) {
            return object("withdraw", "\"account\":" + withdrawal.account(),
                    text("asset", "A" + withdrawal.asset()),
                    text("amount", amount(withdrawal.asset(), withdrawal.amount())));
        }
        if (entry instanceof LogEntry.Transfer transfer) {
            return object("transfer", "\"from\":" + transfer.from(), "\"to\":" + transfer.to(),
                    text("asset", "A" + transfer.asset()), text("amount", amount(transfer.asset(), transfer.amount())));
        }
        if (entry instanceof LogEntry.Confirmation) {
            return entry.toString();
        }
        if (entry instanceof LogEntry.Cancellation cancellation) {
            return object("cancelWithdrawal", "\"instruction\":" + cancellation.instruction(),
                    text("by", cancellation.participant() == Parties.GENESIS
                            ? "" : "owner" + cancellation.participant()));
        }
        if (entry instanceof LogEntry.Insurance insurance) {
            return ofPool(insurance.pool(), object("insurance", text("pool", LogEntry.pool(insurance.pool())),
                    text("asset", "A" + insurance.asset()),
                    text("amount", amount(insurance.asset(), insurance.amount()))));
        }
        if (entry instanceof LogEntry.InsuranceWithdrawal wanted) {
            return ofPool(wanted.pool(), object("insuranceWithdrawal", text("pool", LogEntry.pool(wanted.pool())),
                    text("asset", "A" + wanted.asset()), text("amount", amount(wanted.asset(), wanted.amount()))));
        }
        return parameters.line(entry);
    }

    /** {@return a line about a pool; a remark where there is none of that number, since a scenario names pools} */
    static String ofPool(final int pool, final String line) {
        return pool < Bounds.MAX_POOLS ? line : "# of no pool: " + line;
    }

    private String book(final LogEntry.BookTop book) {
        final int instrument = book.instrument();
        final List<String> fields = new ArrayList<>(List.of(text("instrument", "I" + instrument)));
        addPrice(fields, "bid", instrument, book.bid());
        addPrice(fields, "ask", instrument, book.ask());
        addPrice(fields, "last", instrument, book.last());
        addPrice(fields, "impactBid", instrument, book.impactBid());
        addPrice(fields, "impactAsk", instrument, book.impactAsk());
        fields.add(text("depth", amount(terms.instruments().get(instrument).settlementAsset(), book.depth())));
        return object("book", fields.toArray(new String[0]));
    }

    private void addPrice(final List<String> fields, final String name, final int instrument, final long price) {
        if (price != 0) {
            fields.add(text(name, price(PricedKind.INSTRUMENT, instrument, price)));
        }
    }

    private String trade(final LogEntry.Trade trade) {
        final int asset = terms.instruments().get(trade.instrument()).settlementAsset();
        return object("trade", text("instrument", "I" + trade.instrument()), "\"id\":" + trade.tradeId(),
                "\"buyer\":" + trade.buyer(), "\"seller\":" + trade.seller(),
                text("quantity", quantity(trade.instrument(), trade.quantity())),
                text("price", price(PricedKind.INSTRUMENT, trade.instrument(), trade.price())),
                text("buyerFee", amount(asset, trade.buyerFee())),
                text("sellerFee", amount(asset, trade.sellerFee())));
    }

    private String asset(final AssetTerms asset) {
        final List<String> fields = new ArrayList<>(List.of(
                text("symbol", "A" + asset.id()), "\"exponent\":" + asset.exponent(),
                "\"priceExponent\":" + asset.priceExponent(), "\"numeraire\":" + asset.isNumeraire(),
                text("borrowAddOn", rate(asset.borrowAddOnPpm())), text("borrowIm", rate(asset.borrowImPpm())),
                text("borrowMm", rate(asset.borrowMmPpm())), "\"minSources\":" + asset.minSources(),
                "\"maxAgeMs\":" + asset.maxAgeMs(), FRESH_ROUNDS));
        if (!asset.haircuts().steps().isEmpty()) {
            fields.add(haircuts(asset));
        }
        return object("asset", fields.toArray(new String[0]));
    }

    private String instrument(final InstrumentTerms instrument, final World world) {
        final int asset = instrument.settlementAsset();
        return object("instrument", text("symbol", "I" + instrument.id()),
                kind(world.expiries().getOrDefault(instrument.id(), 0L)),
                text("underlying", "U" + instrument.id()), text("pool", LogEntry.pool(instrument.pool())),
                text("settlementAsset", "A" + asset),
                text("multiplier", instrument.multiplier()), "\"priceExponent\":" + instrument.priceExponent(),
                "\"quantityExponent\":" + instrument.quantityExponent(),
                text("tick", price(PricedKind.INSTRUMENT, instrument.id(), instrument.tick())),
                text("lot", quantity(instrument.id(), instrument.lot())),
                "\"minSources\":" + instrument.minSources(), "\"maxAgeMs\":" + instrument.maxAgeMs(),
                FRESH_ROUNDS, text("markBand", "0.01"),
                text("oiLower", amount(asset, instrument.oiLower())),
                text("oiUpper", amount(asset, instrument.oiUpper())),
                (world.funding().containsKey(instrument.id())
                        ? funding(world.funding().get(instrument.id())) + "," : "") + tiers(instrument),
                "\"liquidation\":{" + String.join(",", "\"auctionMs\":" + instrument.auctionMs(),
                        text("maxDiscount", rate(instrument.maxDiscountPpm())),
                        text("penalty", rate(instrument.penaltyPpm())),
                        text("discountCap", rate(instrument.discountCapPpm())),
                        text("penaltyCap", rate(instrument.penaltyCapPpm())),
                        text("buffer", rate(instrument.bufferPpm())),
                        text("minNotional", amount(asset, instrument.minNotional())),
                        text("adl", World.policyOf(instrument.id()).name())) + "}");
    }

    /** {@return margin tiers as a field} */
    String tiers(final InstrumentTerms instrument) {
        final List<String> tiers = new ArrayList<>();
        for (int i = 0; i < instrument.initial().steps().size(); i++) {
            final Tiers.Step initial = instrument.initial().steps().get(i);
            tiers.add("{" + upTo(instrument.settlementAsset(), initial) + text("im", rate(initial.ratePpm())) + ","
                    + text("mm", rate(instrument.maintenance().steps().get(i).ratePpm())) + "}");
        }
        return "\"tiers\":[" + String.join(",", tiers) + "]";
    }

    /** {@return haircuts as a field} */
    String haircuts(final AssetTerms asset) {
        return "\"haircuts\":[" + String.join(",", asset.haircuts().steps().stream()
                .map(step -> "{" + upTo(asset.id(), step) + text("rate", rate(step.ratePpm())) + "}").toList()) + "]";
    }

    private static String kind(final long expiryMs) {
        return expiryMs == 0
                ? text("kind", "PERPETUAL")
                : text("kind", "FUTURE") + "," + text("expiry", Instant.ofEpochMilli(expiryMs));
    }

    /** {@return terms of funding as fields} */
    static String funding(final FundingTerms terms) {
        return "\"fundingIntervalMs\":" + terms.intervalMs() + "," + text("interest", decimal(terms.interestPpb(), -9))
                + "," + text("fundingCap", decimal(terms.capPpb(), -9));
    }

    private String upTo(final int asset, final Tiers.Step step) {
        return step.upTo() == Tiers.NO_END ? "" : text("upTo", amount(asset, step.upTo())) + ",";
    }

    private static String holder(final World.Holder holder) {
        final String owner = holder.isOmnibus() ? "venue" : "owner" + Parties.ownerOf(holder.account());
        return object("account", "\"id\":" + holder.account(), text("owner", owner),
                text("kind", holder.isOmnibus() ? "OMNIBUS" : "STANDARD"), text("leverage", holder.leverage()));
    }

    /** {@return a line of one key} */
    static String object(final String key, final String... fields) {
        return "{\"" + key + "\":{" + String.join(",", fields) + "}}";
    }

    /** {@return a field that is a string} */
    static String text(final String name, final Object value) {
        return "\"" + name + "\":\"" + value + "\"";
    }

    /** {@return an amount of an asset in decimals} */
    String amount(final int asset, final BigInteger units) {
        return new BigDecimal(units, -terms.assets().get(asset).exponent()).toPlainString();
    }

    /** {@return an amount of an asset in decimals} */
    String amount(final int asset, final long units) {
        return amount(asset, BigInteger.valueOf(units));
    }

    /** {@return a quantity in decimals} */
    String quantity(final int instrument, final long mantissa) {
        return decimal(mantissa, terms.instruments().get(instrument).quantityExponent());
    }

    /** {@return a price of an instrument in decimals} */
    String price(final int instrument, final long mantissa) {
        return price(PricedKind.INSTRUMENT, instrument, mantissa);
    }

    /** {@return an amount of the asset that an instrument settles in} */
    String settled(final int instrument, final long units) {
        return amount(terms.instruments().get(instrument).settlementAsset(), units);
    }

    private String price(final PricedKind kind, final int priced, final long mantissa) {
        return decimal(mantissa, kind == PricedKind.ASSET
                ? terms.assets().get(priced).priceExponent()
                : terms.instruments().get(priced).priceExponent());
    }

    static String rate(final long ppm) {
        return decimal(ppm, -6);
    }

    private static String decimal(final long mantissa, final int exponent) {
        return BigDecimal.valueOf(mantissa, -exponent).toPlainString();
    }
}
