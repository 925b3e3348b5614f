package io.evenkeel.core.sim;

import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.core.sim.command.PartyEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.core.sim.command.TermsEntry;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.Health;
import io.evenkeel.model.InitialRates;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Insurance;
import io.evenkeel.model.Market;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.OpenOrder;
import io.evenkeel.model.Waterfall;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Set;

/** Which answers to a command would be right: NONE alone where nothing speaks against it, else the reasons that do. */
final class Predictions {
    private static final int MOST_INSTRUCTIONS_OF_ACCOUNT = 256;

    private final ModelBook book;
    private final OrderPredictions orders;
    private final TermsReferee terms;
    private final InstructionReferee instructions;
    private final int mostInstructions;
    private final MarketReferee markets;
    private final PriceReferee prices;
    private final LimitReferee limits;
    private final PartyReferee parties;
    private final WaterfallReferee waterfall;
    private final SaleTermsReferee saleTerms;
    private final CollateralReferee collateral;
    private CycleReferee cycles;
    /** Reasons that the rules allow but do not demand: all of an asset is withdrawn whose own price is not usable. */
    private final EnumSet<RejectCode> open = EnumSet.noneOf(RejectCode.class);

    Predictions(
            final ModelBook book,
            final World world,
            final OrderPredictions orders,
            final TermsReferee terms,
            final InstructionReferee instructions,
            final MarketReferee markets,
            final PriceReferee prices,
            final LimitReferee limits,
            final PartyReferee parties,
            final WaterfallReferee waterfall,
            final SaleTermsReferee saleTerms,
            final CollateralReferee collateral) {
        this.collateral = collateral;
        this.parties = parties;
        this.waterfall = waterfall;
        this.saleTerms = saleTerms;
        this.limits = limits;
        this.markets = markets;
        this.prices = prices;
        this.instructions = instructions;
        mostInstructions = world.limits().instructions();
        this.book = book;
        this.orders = orders;
        this.terms = terms;
    }

    /** Says who knows of cycles. */
    void askOfCycles(final CycleReferee referee) {
        cycles = referee;
    }

    /** {@return the right answers} */
    Set<RejectCode> of(final LogEntry entry) {
        open.clear();
        final EnumSet<RejectCode> reasons = EnumSet.noneOf(RejectCode.class);
        if (parties.addAccounts(reasons, entry)) {
            return reasons;
        }
        if (entry instanceof LogEntry.Trade fill) {
            orders.addFill(reasons, OrderReferee.fillOf(fill));
        } else if (entry instanceof LogEntry.Deposit deposit) {
            addDeposit(reasons, deposit);
        } else if (entry instanceof LogEntry.Withdrawal withdrawal) {
            addWithdrawal(reasons, withdrawal);
            limits.addOutflow(reasons, withdrawal.asset(), withdrawal.amount());
            if (!hasRoomForInstruction(withdrawal.account(), 0)) {
                reasons.add(RejectCode.CAPACITY);
            }
        } else if (entry instanceof LogEntry.InsuranceWithdrawal wanted) {
            addInsuranceWithdrawal(reasons, wanted);
        } else if (entry instanceof LogEntry.Transfer transfer) {
            addWithdrawal(reasons, new LogEntry.Withdrawal(transfer.from(), transfer.asset(), transfer.amount()));
            limits.addConcentration(
                    reasons, cycles.touched(book.account(transfer.to())), transfer.asset(), transfer.amount());
        } else if (entry instanceof LogEntry.Confirmation confirmation) {
            if (!instructions.isKnown(confirmation.instruction())) {
                reasons.add(RejectCode.UNKNOWN_INSTRUCTION);
            }
        } else if (entry instanceof LogEntry.Cancellation cancellation) {
            instructions.addCancellation(reasons, cancellation);
        } else if (entry instanceof LogEntry.Bid bid) {
            addBid(reasons, bid);
        } else if (entry instanceof LogEntry.CollateralBid bid) {
            collateral.add(reasons, bid);
        } else if (entry instanceof LogEntry.Foreign) {
            reasons.add(RejectCode.NOT_PERMITTED);
        } else if (entry instanceof PartyEntry wanted) {
            parties.add(reasons, wanted);
        } else if (entry instanceof SettlementEntry wanted) {
            cycles.add(reasons, wanted);
            waterfall.add(reasons, wanted);
            saleTerms.add(reasons, wanted);
        } else if (entry instanceof TermsEntry changed) {
            terms.add(reasons, changed);
        } else if (entry instanceof OrderEntry order) {
            orders.add(reasons, open, order);
            if (order instanceof OrderEntry.Credit asked) {
                addCredit(reasons, asked);
            }
        }
        markets.add(reasons, open, entry);
        prices.add(reasons, open, entry);
        limits.add(reasons, entry);
        if (reasons.isEmpty()) {
            reasons.add(RejectCode.NONE);
        }
        reasons.addAll(open);
        return reasons;
    }

    private void addDeposit(final Set<RejectCode> reasons, final LogEntry.Deposit deposit) {
        final PriceState state = book.market().state(PricedKind.ASSET, deposit.asset());
        if (state != PriceState.VALID && state != PriceState.NONE) {
            reasons.add(RejectCode.STALE_PRICE);
        }
        limits.addDeposit(reasons, deposit);
    }

    private void addCredit(final Set<RejectCode> reasons, final OrderEntry.Credit asked) {
        markets.addClosed(reasons, asked.instrument());
        limits.addOrder(reasons, asked);
        final ModelAccount after = book.account(asked.account()).copy();
        after.book(book.terms().instruments().get(asked.instrument()), book.market(),
                asked.side() == Side.BUY ? asked.quantity() : -asked.quantity(), asked.price());
        if (!after.isOmnibus()) {
            final int asset = book.terms().instruments().get(asked.instrument()).settlementAsset();
            addState(reasons, book.market().state(PricedKind.INSTRUMENT, asked.instrument()));
            addState(reasons, book.market().state(PricedKind.ASSET, asset));
            addUntrusted(reasons, after);
            if (book.market().mark(asked.instrument()) > 0) {
                sayHalted(reasons);
            }
        }
    }

    /** Where one of the prices involved is halted that is what is said, whatever the others are. */
    private static void sayHalted(final Set<RejectCode> reasons) {
        if (reasons.contains(RejectCode.HALTED)) {
            reasons.remove(RejectCode.STALE_PRICE);
        }
    }

    /** {@return whether gateways can be told of another instruction for an account, beside some that are planned} */
    boolean hasRoomForInstruction(final long account, final int planned) {
        final long open = book.instructions().stream().filter(each -> each.account() == account).count();
        return open + planned < MOST_INSTRUCTIONS_OF_ACCOUNT && book.instructions().size() + planned < mostInstructions;
    }

    /** {@return the most, up to a limit, that an account may be parted from; only too little margin makes it less} */
    long most(final ModelAccount account, final int asset, final long limit) {
        if (limit <= 0) {
            return 0;
        }
        final Set<RejectCode> reasons = againstLeaving(account, asset, limit);
        if (!reasons.equals(EnumSet.of(RejectCode.INSUFFICIENT_MARGIN))) {
            return reasons.isEmpty() ? limit : 0;
        }
        long least = 0;
        long most = limit - 1;
        while (least < most) {
            final long middle = least + (most - least + 1) / 2;
            if (againstLeaving(account, asset, middle).isEmpty()) {
                least = middle;
            } else {
                most = middle - 1;
            }
        }
        return least;
    }

    private Set<RejectCode> againstLeaving(final ModelAccount account, final int asset, final long amount) {
        final Set<RejectCode> reasons = EnumSet.noneOf(RejectCode.class);
        addLeaving(reasons, account, asset, amount);
        addState(reasons, book.market().state(PricedKind.ASSET, asset));
        return reasons;
    }

    private void addWithdrawal(final Set<RejectCode> reasons, final LogEntry.Withdrawal withdrawal) {
        final ModelAccount account = cycles.touched(book.account(withdrawal.account()));
        addLeaving(reasons, account, withdrawal.asset(), withdrawal.amount());
        if (EnumSet.of(RejectCode.INSUFFICIENT_MARGIN, RejectCode.STALE_PRICE).containsAll(reasons)) {
            addState(open, book.market().state(PricedKind.ASSET, withdrawal.asset()));
            sayHalted(open);
        }
    }

    private void addLeaving(
            final Set<RejectCode> reasons, final ModelAccount account, final int asset, final long amount) {
        if (account.isFrozen()) {
            reasons.add(RejectCode.ACCOUNT_FROZEN);
        }
        limits.addPaused(reasons, account.id());
        if (book.isHeldBack(account)) {
            reasons.add(RejectCode.WITHDRAWALS_PAUSED);
        }
        // Balances read as if funding were charged.
        final ModelAccount after = account.copy();
        book.terms().instruments().forEach(terms -> after.settleFunding(terms, book.market()));
        if (after.balance(asset) < amount) {
            reasons.add(RejectCode.INSUFFICIENT_BALANCE);
        }
        after.credit(asset, -amount);
        addUntrusted(reasons, after);
        sayHalted(reasons);
        final Market market = book.market();
        final BigInteger ready = book.judge().equityWithoutProfit(after, market.cautious());
        final BigInteger initial = book.judge().initial(after, market, book.initialRates()).requirement();
        final BigInteger tenth = book.judge().notional(after, market);
        if (ready.compareTo(initial) < 0 || ready.multiply(BigInteger.TEN).compareTo(tenth) < 0) {
            reasons.add(RejectCode.INSUFFICIENT_MARGIN);
        }
    }

    /** {@return whether every price that matters to an account can be used} */
    boolean isTrusted(final ModelAccount account) {
        final Set<RejectCode> reasons = EnumSet.noneOf(RejectCode.class);
        addUntrusted(reasons, account);
        return reasons.isEmpty();
    }

    private void addUntrusted(final Set<RejectCode> reasons, final ModelAccount account) {
        for (final InstrumentTerms terms : book.terms().instruments()) {
            if (account.position(terms.id()).quantity() != 0) {
                addState(reasons, book.market().state(PricedKind.INSTRUMENT, terms.id()));
                addState(reasons, book.market().state(PricedKind.ASSET, terms.settlementAsset()));
            }
        }
        for (final AssetTerms terms : book.terms().assets()) {
            if (book.judge().effective(account, terms.id(), book.market()).signum() != 0) {
                addState(reasons, book.market().state(PricedKind.ASSET, terms.id()));
            }
        }
    }

    private static void addState(final Set<RejectCode> reasons, final PriceState state) {
        if (state == PriceState.HALTED) {
            reasons.add(RejectCode.HALTED);
            reasons.add(RejectCode.STALE_PRICE);
        } else if (state != PriceState.VALID && state != PriceState.UNCERTAIN) {
            reasons.add(RejectCode.STALE_PRICE);
        }
    }

    private void addInsuranceWithdrawal(final Set<RejectCode> reasons, final LogEntry.InsuranceWithdrawal wanted) {
        if (wanted.pool() >= Insurance.POOLS) {
            reasons.add(RejectCode.BAD_PARAMETER);
            return;
        }
        if (wanted.amount() <= 0) {
            reasons.add(RejectCode.BAD_QUANTITY);
        }
        if (instructions.isPoolHeldBack(wanted.pool())) {
            reasons.add(RejectCode.WITHDRAWALS_PAUSED);
        }
        addState(reasons, book.market().state(PricedKind.ASSET, wanted.asset()));
        sayHalted(reasons);
        if (book.insurance().balance(wanted.pool(), wanted.asset()) < wanted.amount()) {
            reasons.add(RejectCode.INSUFFICIENT_BALANCE);
        }
        limits.addOutflow(reasons, wanted.asset(), wanted.amount());
        if (!hasRoomForInstruction(wanted.ofAccount().account(), 0)) {
            reasons.add(RejectCode.CAPACITY);
        }
    }

    private void addBid(final Set<RejectCode> reasons, final LogEntry.Bid bid) {
        markets.addClosed(reasons, bid.instrument());
        final ModelAccount debtor = debtorOf(bid);
        final InstrumentTerms terms = book.terms().instruments().get(bid.instrument());
        if (bid.quantity() % terms.lot() != 0 || bid.limit() % terms.tick() != 0) {
            reasons.add(RejectCode.OFF_GRID);
        }
        if (book.account(bid.account()).isFrozen()) {
            reasons.add(RejectCode.ACCOUNT_FROZEN);
        }
        addState(reasons, book.market().state(PricedKind.INSTRUMENT, bid.instrument()));
        addState(reasons, book.market().state(PricedKind.ASSET, terms.settlementAsset()));
        if (debtor == null || !reasons.isEmpty()) {
            reasons.add(RejectCode.LIQUIDATION_NOT_OPEN);
        } else if (!book.sizing().isCured(debtor, terms, book.market()) && !book.waterfall().isGoingBack(debtor)) {
            addUntrusted(reasons, book.account(bid.account()));
            addSale(reasons, bid, debtor, terms);
        }
        if (debtor != null && debtor.id() == bid.account()) {
            reasons.add(RejectCode.NOT_PERMITTED);
        }
    }

    private ModelAccount debtorOf(final LogEntry.Bid bid) {
        for (final ModelAccount account : book.accounts()) {
            if (account.liquidation() != null && account.liquidation().id() == bid.liquidation()) {
                final OpenOrder order = account.liquidation().order();
                final boolean isOpen = order != null
                        && order.instrument() == bid.instrument()
                        && account.position(bid.instrument()).quantity() != 0;
                return isOpen ? account : null;
            }
        }
        return null;
    }

    private void addSale(
            final Set<RejectCode> reasons,
            final LogEntry.Bid bid,
            final ModelAccount debtor,
            final InstrumentTerms terms) {
        final Market market = book.market();
        final OpenOrder order = debtor.liquidation().order();
        final Waterfall.Quote quote = book.waterfall().quote(
                debtor,
                terms,
                order.step(),
                order.clockMs(market) - order.startTimeMs(),
                market.timeMs());
        final long price = quote.price();
        if ((order.isPastBankruptcy() || price == quote.bankruptcyPrice())
                && Parties.ownerOf(debtor.id()) == Parties.ownerOf(bid.account())) {
            reasons.add(RejectCode.NOT_PERMITTED);
        }
        final boolean isSale = debtor.position(terms.id()).quantity() > 0;
        if (isSale ? bid.limit() < price : bid.limit() > price) {
            reasons.add(RejectCode.PRICE_MOVED);
        }
        final long quantity = Math.min(bid.quantity(), quote.quantity());
        final long change = isSale ? quantity : -quantity;
        final ModelAccount keeper = book.account(bid.account()).copy();
        if (!terms.isTradable(keeper.position(terms.id()).quantity(), change, price, market.mark(terms.id()))) {
            reasons.add(RejectCode.ARITHMETIC_OVERFLOW);
        }
        keeper.book(terms, market, change, price);
        final long[] openInterest = book.openInterest();
        openInterest[terms.id()] += longs(debtor, terms, -change) + longs(book.account(bid.account()), terms, change);
        final Health health = book.judge()
                .initial(keeper, market, new InitialRates(market, openInterest));
        if (health.isShort()) {
            reasons.add(RejectCode.INSUFFICIENT_MARGIN);
        }
    }

    /** How a trade changes what an account holds long. */
    private static long longs(final ModelAccount account, final InstrumentTerms terms, final long change) {
        final long before = account.position(terms.id()).quantity();
        return Math.max(0, before + change) - Math.max(0, before);
    }
}
