package io.evenkeel.core.sim;

import static io.evenkeel.core.sim.ScenarioText.object;
import static io.evenkeel.core.sim.ScenarioText.rate;
import static io.evenkeel.core.sim.ScenarioText.text;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.MarketEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.command.PartyEntry;
import io.evenkeel.core.sim.command.PriceEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.command.TermsEntry;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.SaleRules;
import io.evenkeel.model.Terms;
import java.util.ArrayList;
import java.util.List;

/** Words entries about terms, markets, settlement and accounts as lines of a scenario file. */
final class ParameterText {
    private final ScenarioText words;
    private final Terms terms;

    ParameterText(final ScenarioText words, final Terms terms) {
        this.words = words;
        this.terms = terms;
    }

    /** {@return the line of an entry; a remark where a scenario has no word for it, or none for what it names} */
    String line(final LogEntry entry) {
        if (entry instanceof TermsEntry.Margin change && isListed(change.wanted())) {
            return margin(change.wanted());
        }
        if (entry instanceof TermsEntry.Collateral change && change.wanted().id() < terms.assets().size()) {
            return collateral(change.wanted());
        }
        if (entry instanceof PriceEntry prices && isListed(prices)) {
            return prices(prices);
        }
        if (entry instanceof MarketEntry market && market.instrument() < terms.instruments().size()) {
            return market(market);
        }
        if (entry instanceof SettlementEntry.StartCycle) {
            return object("cycle");
        }
        if (entry instanceof SettlementEntry.SettlementTerms wanted) {
            return object("settlement", "\"cycleMs\":" + wanted.cycleMs(), "\"repeatMs\":" + wanted.repeatMs(),
                    text("withdrawalLimit", words.amount(0, wanted.withdrawalLimit())),
                    "\"windowMs\":" + wanted.windowMs());
        }
        if (entry instanceof SettlementEntry.CollateralLimits wanted && wanted.asset() < terms.assets().size()) {
            return limits(wanted);
        }
        if (entry instanceof SettlementEntry.Backstop wanted) {
            return object("backstop", "\"account\":" + wanted.account(),
                    text("capacity", words.amount(0, wanted.capacity())));
        }
        if (entry instanceof SettlementEntry.InsuranceLimits wanted) {
            return ScenarioText.ofPool(wanted.pool(), object("insuranceLimits",
                    text("pool", LogEntry.pool(wanted.pool())),
                    text("perLiquidation", words.amount(0, wanted.perLiquidation())),
                    text("perWindow", words.amount(0, wanted.perWindow())), "\"windowMs\":" + wanted.windowMs()));
        }
        if (entry instanceof SettlementEntry.LiquidationTerms wanted
                && wanted.instrument() < terms.instruments().size()) {
            return liquidationTerms(wanted);
        }
        if (entry instanceof SettlementEntry.CollateralAuction wanted && wanted.asset() < terms.assets().size()) {
            return object("collateralAuction", text("asset", "A" + wanted.asset()),
                    "\"auctionMs\":" + wanted.rules().auctionMs(),
                    text("maxDiscount", rate(wanted.rules().maxDiscountPpm())));
        }
        if (entry instanceof PartyEntry.Open opened) {
            return object("account", "\"id\":" + opened.account(),
                    text("owner", "owner" + Parties.ownerOf(opened.account())), text("leverage", opened.leverage()));
        }
        return entry instanceof PartyEntry.Close closed && isEntitled(closed)
                ? object("close", "\"account\":" + closed.account())
                : "# " + entry;
    }

    /** A scenario closes an account for its owner; the operator may do it as well. */
    private static boolean isEntitled(final PartyEntry.Close closed) {
        return closed.participant() == Parties.GENESIS || closed.participant() == Parties.ownerOf(closed.account());
    }

    private String market(final MarketEntry market) {
        if (market instanceof MarketEntry.Terms wanted) {
            return terms(wanted);
        }
        return market instanceof MarketEntry.Phase wanted ? phase(wanted) : funding((MarketEntry.Funding) market);
    }

    private static String funding(final MarketEntry.Funding wanted) {
        return object("fundingTerms", text("instrument", "I" + wanted.instrument()),
                ScenarioText.funding(wanted.wanted()));
    }

    private boolean isListed(final PriceEntry prices) {
        return prices.priced()
                < (prices.kind() == PricedKind.ASSET ? terms.assets().size() : terms.instruments().size());
    }

    /** A source has a name in a scenario, so that no line says one whose id is none. */
    private static String prices(final PriceEntry prices) {
        final String symbol = text("symbol", LogEntry.symbol(prices.kind(), prices.priced()));
        if (prices instanceof PriceEntry.AddedSource added) {
            return added.source() > 0
                    ? object("priceSource", symbol, text("source", added.source()), "\"weight\":" + added.weight())
                    : "# " + added;
        }
        return prices instanceof PriceEntry.RemovedSource removed
                ? object("removePriceSource", symbol, text("source", removed.source()))
                : prices((PriceEntry.Terms) prices, symbol);
    }

    private static String prices(final PriceEntry.Terms wanted, final String symbol) {
        return object("priceTerms", symbol, "\"minSources\":" + wanted.minSources(),
                "\"freshRounds\":" + wanted.freshRounds(), "\"maxAgeMs\":" + wanted.maxAgeMs(),
                text("band", rate(wanted.bandPpm())), text("maxJump", rate(wanted.maxJumpPpm())),
                "\"jumpWindowMs\":" + wanted.jumpWindowMs(), text("markBand", rate(wanted.markBandPpm())),
                "\"emaMs\":" + wanted.emaMs(), text("uncertainty", rate(wanted.uncertaintyPpm())),
                text("staleFavour", rate(wanted.staleFavourPpm())));
    }

    private String liquidationTerms(final SettlementEntry.LiquidationTerms wanted) {
        final SaleRules rules = wanted.rules();
        return object("liquidationTerms", text("instrument", "I" + wanted.instrument()),
                "\"auctionMs\":" + rules.auctionMs(), text("maxDiscount", rate(rules.maxDiscountPpm())),
                text("penalty", rate(rules.penaltyPpm())), text("discountCap", rate(rules.discountCapPpm())),
                text("penaltyCap", rate(rules.penaltyCapPpm())), text("buffer", rate(rules.bufferPpm())),
                text("minNotional", words.settled(wanted.instrument(), rules.minNotional())),
                text("socialCap", rate(rules.socialCapPpm())));
    }

    private String limits(final SettlementEntry.CollateralLimits wanted) {
        final int asset = wanted.asset();
        return object("collateralLimits", text("asset", "A" + asset),
                text("depositCap", words.amount(asset, wanted.depositCap())),
                text("accountLimit", words.amount(asset, wanted.accountLimit())),
                text("withdrawalLimit", words.amount(asset, wanted.withdrawalLimit())),
                "\"withdrawalWindowMs\":" + wanted.windowMs(),
                text("delayAbove", words.amount(asset, wanted.delayAbove())), "\"delayMs\":" + wanted.delayMs());
    }

    private boolean isListed(final InstrumentTerms wanted) {
        return wanted.id() < terms.instruments().size();
    }

    private String margin(final InstrumentTerms wanted) {
        final int asset = wanted.settlementAsset();
        return object("marginTerms", text("instrument", "I" + wanted.id()),
                text("oiLower", words.amount(asset, wanted.oiLower())),
                text("oiUpper", words.amount(asset, wanted.oiUpper())), words.tiers(wanted));
    }

    private String collateral(final AssetTerms wanted) {
        final List<String> fields = new ArrayList<>(List.of(
                text("asset", "A" + wanted.id()), text("borrowAddOn", rate(wanted.borrowAddOnPpm())),
                text("borrowIm", rate(wanted.borrowImPpm())), text("borrowMm", rate(wanted.borrowMmPpm()))));
        if (!wanted.haircuts().steps().isEmpty()) {
            fields.add(words.haircuts(wanted));
        }
        return object("collateralTerms", fields.toArray(new String[0]));
    }

    private String terms(final MarketEntry.Terms wanted) {
        final int instrument = wanted.instrument();
        return object("marketTerms", text("instrument", "I" + instrument),
                "\"slowRatePpmPerSecond\":" + wanted.slowRatePpmPerSecond(),
                text("fillBand", rate(wanted.fillBandPpm())),
                text("positionLimit", words.quantity(instrument, wanted.positionLimit())),
                text("openInterestCap", words.quantity(instrument, wanted.openInterestCap())));
    }

    private String phase(final MarketEntry.Phase wanted) {
        final List<String> fields = new ArrayList<>(List.of(
                text("instrument", "I" + wanted.instrument()), text("phase", wanted.phase())));
        if (wanted.price() != 0) {
            fields.add(text("price", words.price(wanted.instrument(), wanted.price())));
        }
        return object("marketPhase", fields.toArray(new String[0]));
    }
}
