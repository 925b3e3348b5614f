package io.evenkeel.tools.scenario;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.Aggressor;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.scenario.GovernanceStatement.SetBackstop;
import io.evenkeel.tools.scenario.Statement.Advance;
import io.evenkeel.tools.scenario.Statement.BookTrade;
import io.evenkeel.tools.scenario.Statement.CancelWithdrawal;
import io.evenkeel.tools.scenario.Statement.ChangeFunding;
import io.evenkeel.tools.scenario.Statement.ChangeLimits;
import io.evenkeel.tools.scenario.Statement.DeclareAsset;
import io.evenkeel.tools.scenario.Statement.DeclareInstrument;
import io.evenkeel.tools.scenario.Statement.DrawInsurance;
import io.evenkeel.tools.scenario.Statement.FundInsurance;
import io.evenkeel.tools.scenario.Statement.FundingTerms;
import io.evenkeel.tools.scenario.Statement.Limits;
import io.evenkeel.tools.scenario.Statement.MakeDeposit;
import io.evenkeel.tools.scenario.Statement.MoveMarket;
import io.evenkeel.tools.scenario.Statement.OpenAccount;
import io.evenkeel.tools.scenario.Statement.PlaceBid;
import io.evenkeel.tools.scenario.Statement.PublishBook;
import io.evenkeel.tools.scenario.Statement.SetTime;
import io.evenkeel.tools.scenario.Statement.Transfer;
import io.evenkeel.tools.scenario.Statement.Withdraw;
import java.util.HashMap;
import java.util.Map;

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
    private final PriceWriter prices;
    private final Map<Long, Integer> ownerByAccount = new HashMap<>();
    private long lastReference;

    CommandExecutor(final InlineEngine engine, final Registry registry) {
        this.engine = engine;
        this.registry = registry;
        governance = new GovernanceWriter(engine, registry, RUNNER);
        writer = new CommandWriter(engine);
        settlement = new SettlementWriter(engine, RUNNER);
        orders = new OrderWriter(engine, registry, RUNNER, this::ownerOf);
        marketWriter = new MarketWriter(engine);
        prices = new PriceWriter(engine, registry, RUNNER);
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
            final RejectCode unpriced = command.isNumeraire()
                    ? RejectCode.NONE
                    : prices.declared(command.denomination(), command.prices());
            return unpriced == RejectCode.NONE && command.limits() != null
                    ? setLimits(command.denomination(), command.limits())
                    : unpriced;
        }
        return code;
    }

    RejectCode changeLimits(final ChangeLimits command) {
        return setLimits(command.asset(), command.limits());
    }

    private RejectCode setLimits(final Denomination asset, final Limits limits) {
        final RejectCode code = settlement.limits(registry.id(asset), limits);
        if (code == RejectCode.NONE) {
            delayMs.put(asset.symbol(), limits.delayMs());
        }
        return code;
    }

    RejectCode declareInstrument(final DeclareInstrument command) {
        final int settlementAsset = registry.assetId(command.denomination().settlementAsset());
        final RejectCode code = writer.addInstrument(RUNNER, registry.instrumentCount(), settlementAsset, command);
        if (code == RejectCode.NONE) {
            registry.addInstrument(command.denomination());
            engine.fallDueAt(command.expiryMs());
            final RejectCode unpriced = prices.declared(command.denomination(), command.prices());
            final RejectCode unset = unpriced == RejectCode.NONE && command.funding().intervalMs() != 0
                    ? setFunding(command.denomination(), command.funding())
                    : unpriced;
            return unset == RejectCode.NONE ? orders.declared(command.market(), command.fees()) : unset;
        }
        return code;
    }

    RejectCode changeFunding(final ChangeFunding command) {
        return setFunding(command.instrument(), command.funding());
    }

    private RejectCode setFunding(final Denomination instrument, final FundingTerms funding) {
        final RejectCode code = marketWriter.setFunding(RUNNER, registry.id(instrument), funding);
        if (code == RejectCode.NONE && funding.intervalMs() != 0) {
            engine.fallDueEvery(funding.intervalMs());
        }
        return code;
    }

    RejectCode publishBook(final PublishBook command) {
        prices.noteBook(command.instrument());
        return marketWriter.publishBook(RUNNER, registry.id(command.instrument()), command);
    }

    RejectCode moveMarket(final MoveMarket command) {
        return marketWriter.moveMarket(RUNNER, registry.id(command.instrument()), command);
    }

    RejectCode openAccount(final OpenAccount command) {
        // The runner is the venue: an omnibus account is the other leg of its own venue's fills only.
        final int owner = command.kind() == AccountKind.OMNIBUS ? RUNNER : governance.named(command.owner());
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
        fallDueAfterDelayOf(command.asset());
        return writer.withdraw(ownerOf(command.account()), registry.id(command.asset()), command);
    }

    private void fallDueAfterDelayOf(final Denomination asset) {
        engine.fallDueAt(engine.timeMs() + delayMs.getOrDefault(asset.symbol(), 0L));
    }

    RejectCode cancelWithdrawal(final CancelWithdrawal command) {
        final int sender = command.by().isEmpty() ? RUNNER : governance.named(command.by());
        return settlement.cancelWithdrawal(sender, command.instruction());
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

    RejectCode drawInsurance(final DrawInsurance command) {
        fallDueAfterDelayOf(command.asset());
        return writer.drawInsurance(RUNNER, registry.id(command.asset()), command);
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

    /** {@return what writes commands about prices} */
    PriceWriter prices() {
        return prices;
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
