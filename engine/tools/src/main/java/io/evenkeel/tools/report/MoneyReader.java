package io.evenkeel.tools.report;

import io.evenkeel.codecs.BalanceChangedDecoder;
import io.evenkeel.codecs.CollateralTradeDecoder;
import io.evenkeel.codecs.FeesChargedDecoder;
import io.evenkeel.codecs.FundingPaidDecoder;
import io.evenkeel.codecs.LiquidationTradeDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PositionSettledDecoder;
import io.evenkeel.codecs.TradeBookedDecoder;
import io.evenkeel.codecs.TradeBustedDecoder;
import io.evenkeel.codecs.TransferredDecoder;
import io.evenkeel.core.inspect.HouseAccount;
import org.agrona.DirectBuffer;

/** Books every event that moves money or positions. */
final class MoneyReader {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeBookedDecoder trade = new TradeBookedDecoder();
    private final TradeBustedDecoder bust = new TradeBustedDecoder();
    private final FeesChargedDecoder fees = new FeesChargedDecoder();
    private final LiquidationTradeDecoder taken = new LiquidationTradeDecoder();
    private final CollateralTradeDecoder collateral = new CollateralTradeDecoder();
    private final FundingPaidDecoder funding = new FundingPaidDecoder();
    private final BalanceChangedDecoder changed = new BalanceChangedDecoder();
    private final TransferredDecoder transferred = new TransferredDecoder();
    private final PositionSettledDecoder settled = new PositionSettledDecoder();
    private final AuditBooks books;
    private final DeficitReader deficitReader;
    private final SettlementReader settlementReader;
    private long feeBuyer;
    private long feeSeller;

    MoneyReader(final AuditBooks books) {
        this.books = books;
        deficitReader = new DeficitReader(books);
        settlementReader = new SettlementReader(books);
    }

    /** Books an event. {@return whether it is one of these} */
    boolean read(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case TradeBookedDecoder.TEMPLATE_ID -> onTrade(trade.wrapAndApplyHeader(buffer, offset, header));
            case TradeBustedDecoder.TEMPLATE_ID -> onBust(bust.wrapAndApplyHeader(buffer, offset, header));
            case FeesChargedDecoder.TEMPLATE_ID -> onFees(fees.wrapAndApplyHeader(buffer, offset, header));
            case LiquidationTradeDecoder.TEMPLATE_ID -> onTaken(taken.wrapAndApplyHeader(buffer, offset, header));
            case CollateralTradeDecoder.TEMPLATE_ID ->
                    onCollateral(collateral.wrapAndApplyHeader(buffer, offset, header));
            case FundingPaidDecoder.TEMPLATE_ID -> onFunding(funding.wrapAndApplyHeader(buffer, offset, header));
            case BalanceChangedDecoder.TEMPLATE_ID -> onBalance(changed.wrapAndApplyHeader(buffer, offset, header));
            case TransferredDecoder.TEMPLATE_ID -> onTransfer(transferred.wrapAndApplyHeader(buffer, offset, header));
            case PositionSettledDecoder.TEMPLATE_ID -> onFinal(settled.wrapAndApplyHeader(buffer, offset, header));
            default -> {
                return deficitReader.read(templateId, buffer, offset)
                        || settlementReader.read(templateId, buffer, offset);
            }
        }
        return true;
    }

    private void onTrade(final TradeBookedDecoder it) {
        books.countTrade();
        feeBuyer = it.buyer();
        feeSeller = it.seller();
        if (!books.isKept(it.buyer()) && !books.isKept(it.seller())) {
            return;
        }
        final Market market = books.units().market(it.instrument());
        compare(it.buyer(), market, it.buyerBefore());
        final long buyerProfit = books.leg(it.buyer(), market, it.quantity(), it.price()).profit();
        compare(it.seller(), market, it.sellerBefore());
        final long sellerProfit = books.leg(it.seller(), market, -it.quantity(), it.price()).profit();
        compareProfit(it.buyer(), market, buyerProfit, it.buyerProfit());
        compareProfit(it.seller(), market, sellerProfit, it.sellerProfit());
    }

    private void compare(final long account, final Market market, final long stated) {
        final long held = books.file(account).holding(market.id()).quantity();
        if (held != stated) {
            books.complain("account " + account + " held " + market.quantity(held) + " " + market.symbol()
                    + ", the cluster says " + market.quantity(stated));
        }
    }

    private void compareProfit(final long account, final Market market, final long known, final long stated) {
        if (known != stated) {
            books.complain("account " + account + " realised "
                    + books.units().amount(market.settlementAsset(), known) + " in " + market.symbol()
                    + ", the cluster says " + books.units().amount(market.settlementAsset(), stated));
        }
    }

    /** A fill is undone by its opposite at its own price, and its fees come back. */
    private void onBust(final TradeBustedDecoder it) {
        final Market market = books.units().market(it.instrument());
        final long buyerProfit = books.leg(it.buyer(), market, -it.quantity(), it.price()).profit();
        final long sellerProfit = books.leg(it.seller(), market, it.quantity(), it.price()).profit();
        compareProfit(it.buyer(), market, buyerProfit, it.buyerProfit());
        compareProfit(it.seller(), market, sellerProfit, it.sellerProfit());
        charge(it.buyer(), market, -it.buyerFee());
        charge(it.seller(), market, -it.sellerFee());
    }

    /** Fees follow the fill that they belong to. */
    private void onFees(final FeesChargedDecoder it) {
        final Market market = books.units().market(it.instrument());
        charge(feeBuyer, market, it.buyerFee());
        charge(feeSeller, market, it.sellerFee());
    }

    private void charge(final long account, final Market market, final long fee) {
        books.move(
                Holder.account(account), Holder.house(HouseAccount.FEES), market.settlementAsset(), fee, Cause.FEES);
    }

    private void onTaken(final LiquidationTradeDecoder it) {
        books.liquidations().onTrade(it);
        final Market market = books.units().market(it.instrument());
        final int asset = market.settlementAsset();
        final Holder account = Holder.account(it.account());
        final Holder insurance = Holder.pool(market.pool());
        books.move(insurance, account, asset, it.insured(), Cause.INSURANCE);
        books.move(account, insurance, asset, it.penalty(), Cause.PENALTIES);
    }

    private void onCollateral(final CollateralTradeDecoder it) {
        final Holder account = Holder.account(it.account());
        final Holder buyer = it.keeper() == 0 ? Holder.pool(it.pool()) : Holder.account(it.keeper());
        books.move(account, buyer, it.asset(), it.quantity(), Cause.COLLATERAL);
        books.move(buyer, account, it.debtAsset(), it.paid(), Cause.COLLATERAL);
    }

    private void onFunding(final FundingPaidDecoder it) {
        final int asset = books.units().market(it.instrument()).settlementAsset();
        final Holder account = Holder.account(it.account());
        books.move(
                account, Holder.house(HouseAccount.FUNDING, it.instrument()), asset, it.amount(), Cause.FUNDING);
        books.compare(account, asset, it.balance());
    }

    private void onBalance(final BalanceChangedDecoder it) {
        final boolean isGoing = it.amount() < 0 && it.account() != 0;
        final Holder holder = it.account() == 0 ? Holder.pool(it.pool()) : Holder.account(it.account());
        books.move(
                Holder.house(isGoing ? HouseAccount.IN_TRANSIT : HouseAccount.EXTERNAL),
                holder,
                it.asset(),
                it.amount(),
                isGoing ? Cause.WITHDRAWALS : Cause.DEPOSITS);
        if (isGoing) {
            books.instructions().withdrawn(it.account(), it.asset(), -it.amount());
        }
        books.compare(holder, it.asset(), it.balance());
    }

    private void onTransfer(final TransferredDecoder it) {
        books.move(Holder.account(it.from()), Holder.account(it.to()), it.asset(), it.amount(), Cause.TRANSFERS);
    }

    private void onFinal(final PositionSettledDecoder it) {
        final Market market = books.units().market(it.instrument());
        compare(it.account(), market, it.quantity());
        final Holding.Realised realised = books.close(it.account(), market, it.quantity());
        compareProfit(it.account(), market, realised.profit(), it.profit());
        books.compare(Holder.account(it.account()), market.settlementAsset(), it.balance());
    }
}
