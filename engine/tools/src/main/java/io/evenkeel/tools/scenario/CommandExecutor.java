package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.scenario.GovernanceStatement.SetBackstop;
import io.evenkeel.tools.scenario.Statement.Advance;
import io.evenkeel.tools.scenario.Statement.BookTrade;
import io.evenkeel.tools.scenario.Statement.DeclareAsset;
import io.evenkeel.tools.scenario.Statement.DeclareInstrument;
import io.evenkeel.tools.scenario.Statement.FundInsurance;
import io.evenkeel.tools.scenario.Statement.FundingTerms;
import io.evenkeel.tools.scenario.Statement.Halt;
import io.evenkeel.tools.scenario.Statement.MakeDeposit;
import io.evenkeel.tools.scenario.Statement.MoveMarket;
import io.evenkeel.tools.scenario.Statement.OpenAccount;
import io.evenkeel.tools.scenario.Statement.PlaceBid;
import io.evenkeel.tools.scenario.Statement.PublishBook;
import io.evenkeel.tools.scenario.Statement.SetTime;
import io.evenkeel.tools.scenario.Statement.SubmitPrice;
import io.evenkeel.tools.scenario.Statement.Transfer;
import io.evenkeel.tools.scenario.Statement.Withdraw;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Carries out the commands of a scenario. One participant, the runner, holds every role; owners of accounts are
 * participants of their own, made on first use, and send the withdrawals and bids of their accounts.
 */
final class CommandExecutor {
    private static final int RUNNER = 2;
    /** Trades that give themselves an id use those below. */
    private static final long FIRST_UNNAMED_TRADE = 1L << 32;

    /** Far enough away that no time in the core overflows: the year 9999. */
    private static final long LAST_TIME_MS = 253_402_300_799_999L;

    private final InlineEngine engine;
    private final Registry registry;
    private final CommandWriter writer;
    private final SettlementWriter settlement;
    private final Map<String, Long> delayMs = new HashMap<>();
    private final OrderWriter orders;
    private final GovernanceWriter governance;
    private final MarketWriter marketWriter;
    private final Map<Long, Integer> ownerByAccount = new HashMap<>();
    private final Map<String, Integer> sources = new HashMap<>();
    private final Set<String> configured = new HashSet<>();
    private final Map<String, Long> maxAgeMs = new HashMap<>();
    private long lastReference;

    CommandExecutor(final InlineEngine engine, final Registry registry) {
        this.engine = engine;
        this.registry = registry;
        governance = new GovernanceWriter(engine, registry, RUNNER);
        writer = new CommandWriter(engine);
        settlement = new SettlementWriter(engine, RUNNER);
        orders = new OrderWriter(engine, registry, RUNNER, this::ownerOf);
        marketWriter = new MarketWriter(engine);
    }

    RejectCode setTime(final SetTime command) {
        if (command.timeMs() < engine.timeMs() || command.timeMs() > LAST_TIME_MS) {
            return RejectCode.BAD_PARAMETER;
        }
        engine.jumpTo(command.timeMs());
        return RejectCode.NONE;
    }

    RejectCode advance(final Advance command) {
        if (command.durationMs() < 0 || command.durationMs() > LAST_TIME_MS - engine.timeMs()) {
            return RejectCode.BAD_PARAMETER;
        }
        engine.advanceTo(engine.timeMs() + command.durationMs());
        return RejectCode.NONE;
    }

    RejectCode declareAsset(final DeclareAsset command) {
        final RejectCode code = writer.addAsset(RUNNER, registry.assetCount(), command);
        if (code == RejectCode.NONE) {
            registry.addAsset(command.denomination(), command.isNumeraire());
            maxAgeMs.put(command.denomination().symbol(), command.prices().maxAgeMs());
            final int asset = registry.id(command.denomination());
            final RejectCode unpriced = command.isNumeraire()
                    ? RejectCode.NONE
                    : marketWriter.setPriceTerms(RUNNER, PricedKind.ASSET, asset, command.prices());
            if (unpriced == RejectCode.NONE && command.limits() != null) {
                delayMs.put(command.denomination().symbol(), command.limits().delayMs());
                return settlement.limits(asset, command.limits());
            }
            return unpriced;
        }
        return code;
    }

    RejectCode declareInstrument(final DeclareInstrument command) {
        final int settlementAsset = registry.assetId(command.denomination().settlementAsset());
        final RejectCode code = writer.addInstrument(RUNNER, registry.instrumentCount(), settlementAsset, command);
        if (code == RejectCode.NONE) {
            registry.addInstrument(command.denomination());
            maxAgeMs.put(command.denomination().symbol(), command.prices().maxAgeMs());
            engine.fallDueAt(command.expiryMs());
            final int instrument = registry.id(command.denomination());
            final RejectCode unpriced =
                    marketWriter.setPriceTerms(RUNNER, PricedKind.INSTRUMENT, instrument, command.prices());
            final RejectCode unset = unpriced == RejectCode.NONE
                    ? setFunding(instrument, command.funding())
                    : unpriced;
            return unset == RejectCode.NONE ? orders.declared(command.market(), command.fees()) : unset;
        }
        return code;
    }

    private RejectCode setFunding(final int instrument, final FundingTerms funding) {
        if (funding.intervalMs() == 0) {
            return RejectCode.NONE;
        }
        final RejectCode code = marketWriter.setFunding(RUNNER, instrument, funding);
        if (code == RejectCode.NONE) {
            engine.fallDueEvery(funding.intervalMs());
        }
        return code;
    }

    RejectCode publishBook(final PublishBook command) {
        noteAge(command.instrument().symbol(), engine.timeMs());
        return marketWriter.publishBook(RUNNER, registry.id(command.instrument()), command);
    }

    RejectCode moveMarket(final MoveMarket command) {
        return marketWriter.moveMarket(RUNNER, registry.id(command.instrument()), command);
    }

    RejectCode openAccount(final OpenAccount command) {
        final int owner = governance.named(command.owner());
        RejectCode code = writer.addAccount(RUNNER, owner, command);
        if (code == RejectCode.NONE) {
            ownerByAccount.put(command.account(), owner);
            if (command.settlement() == SettlementMode.EXTERNAL) {
                code = settlement.settleOutside(command.account());
            }
            if (command.backstopCapacity() != 0) {
                code = governance.backstop(new SetBackstop(command.account(), command.backstopCapacity()));
            }
        }
        return code;
    }

    RejectCode deposit(final MakeDeposit command) {
        return writer.deposit(RUNNER, registry.id(command.asset()), ++lastReference, command);
    }

    RejectCode withdraw(final Withdraw command) {
        engine.fallDueAt(engine.timeMs() + delayMs.getOrDefault(command.asset().symbol(), 0L));
        return writer.withdraw(ownerOf(command.account()), registry.id(command.asset()), command);
    }

    RejectCode transfer(final Transfer command) {
        return settlement.transfer(ownerOf(command.from()), registry.id(command.asset()), command);
    }

    /** {@return what writes commands about money on its way} */
    SettlementWriter settlement() {
        return settlement;
    }

    RejectCode fundInsurance(final FundInsurance command) {
        return writer.fundInsurance(RUNNER, registry.id(command.asset()), ++lastReference, command);
    }

    RejectCode submitPrice(final SubmitPrice command) {
        final int priced = registry.id(command.priced());
        final int source = sources.computeIfAbsent(command.source(), name -> sources.size() + 1);
        final String key = command.priced().symbol() + ' ' + command.source();
        if (!configured.contains(key)) {
            final RejectCode code = writer.addPriceSource(RUNNER, command.priced(), priced, source);
            if (code != RejectCode.NONE) {
                return code;
            }
            configured.add(key);
        }
        final long sourceTimeMs = command.sourceTimeMs() == null ? engine.timeMs() : command.sourceTimeMs();
        final RejectCode code =
                writer.submitPrice(RUNNER, priced, source, ++lastReference, sourceTimeMs, command);
        noteAge(command.priced().symbol(), sourceTimeMs);
        return code;
    }

    private void noteAge(final String symbol, final long sourceTimeMs) {
        final long ageMs = maxAgeMs.getOrDefault(symbol, 0L);
        if (ageMs > 0 && ageMs < Long.MAX_VALUE - sourceTimeMs - 1) {
            engine.fallDueAt(sourceTimeMs + ageMs);
            engine.fallDueAt(sourceTimeMs + ageMs + 1);
        }
    }

    RejectCode halt(final Halt command) {
        return writer.halt(RUNNER, registry.id(command.priced()), command);
    }

    RejectCode trade(final BookTrade command) {
        final long tradeId = command.id() == 0 ? FIRST_UNNAMED_TRADE + ++lastReference : command.id();
        final RejectCode code = command.aggressor() == Aggressor.NONE
                ? writer.trade(RUNNER, registry.id(command.instrument()), tradeId, command)
                : orders.classifiedTrade(tradeId, command);
        if (code == RejectCode.NONE) {
            orders.note(command);
        }
        return code;
    }

    /** {@return what writes commands about terms that accounts adopt, and about participants} */
    GovernanceWriter governance() {
        return governance;
    }

    /** {@return what writes commands about orders} */
    OrderWriter orders() {
        return orders;
    }

    RejectCode bid(final PlaceBid command) {
        return writer.bid(ownerOf(command.account()), registry.id(command.forSale()), command);
    }

    private int ownerOf(final long account) {
        return ownerByAccount.getOrDefault(account, RUNNER);
    }
}
