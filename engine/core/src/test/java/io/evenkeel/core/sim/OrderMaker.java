package io.evenkeel.core.sim;

import io.evenkeel.codecs.Side;
import io.evenkeel.core.gate.CommandTemplate;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.model.FeeTier;
import io.evenkeel.model.Fill;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes commands about orders, fees, and fills that turn out to be others. */
final class OrderMaker {
    private static final int LATEST = 40;

    private final ModelBook book;
    private final Random random;
    private final List<ModelAccount> accounts;

    OrderMaker(final ModelBook book, final Random random) {
        this.book = book;
        this.random = random;
        accounts = EntryMaker.standardAccounts(book);
    }

    /** {@return whether the core takes these commands} */
    static boolean isBuilt() {
        return CommandTemplate.TRADE_BUST.isBuilt();
    }

    /**
     * {@return the next entry}
     *
     * @param fill a fill to make one from.
     */
    LogEntry next(final LogEntry.Trade fill) {
        return switch (random.nextInt(12)) {
            case 0, 1 -> bust();
            case 2, 3 -> correction();
            case 4, 5 -> new OrderEntry.Classified(new Fill(fill.tradeId(), fill.instrument(), fill.buyer(),
                    fill.seller(), fill.quantity(), fill.price(), 0, 0, true, random.nextBoolean()));
            case 6 -> new OrderEntry.Reserve(anyone().id(), random.nextInt(3) == 0 ? 0 : amount());
            case 7 -> new OrderEntry.Leverage(anyone().id(), random.nextInt(6) * random.nextInt(6));
            case 8 -> new OrderEntry.AccountTerms(
                    anyone().id(), random.nextInt(4), random.nextInt(3) > 0);
            case 9 -> fees();
            default -> new OrderEntry.Credit(random.nextInt(20) == 0 ? World.OMNIBUS : anyone().id(),
                    fill.instrument(), random.nextBoolean() ? Side.BUY : Side.SELL, fill.quantity(), fill.price());
        };
    }

    private ModelAccount anyone() {
        return accounts.get(random.nextInt(accounts.size()));
    }

    private long amount() {
        return 1L + random.nextInt(2_000_000_000);
    }

    private Fill latest() {
        final List<Fill> fills = new ArrayList<>(book.fills().values());
        return fills.isEmpty() ? null : fills.get(fills.size() - 1 - random.nextInt(Math.min(fills.size(), LATEST)));
    }

    private LogEntry bust() {
        final Fill fill = latest();
        if (fill == null) {
            return new LogEntry.HashRequest();
        }
        return new OrderEntry.Bust(random.nextInt(5) > 0 ? fill : fill.charged(fill.buyerFee() + 1, fill.sellerFee()));
    }

    private LogEntry correction() {
        final Fill fill = latest();
        if (fill == null) {
            return new LogEntry.HashRequest();
        }
        final long lot = book.terms().instruments().get(fill.instrument()).lot();
        final long tick = book.terms().instruments().get(fill.instrument()).tick();
        final long quantity = Math.max(lot, fill.quantity() + (random.nextInt(9) - 4) * lot);
        final long price = Math.max(tick, fill.price() + (random.nextInt(9) - 4) * tick)
                + (random.nextInt(20) == 0 ? 1 : 0);
        final Fill right = new Fill(fill.tradeId(), fill.instrument(), fill.buyer(), fill.seller(), quantity, price,
                fill.isScheduled() ? 0 : random.nextInt(900), fill.isScheduled() ? 0 : random.nextInt(900),
                fill.isScheduled(), fill.isBuyerTaker());
        return new OrderEntry.Correction(
                random.nextInt(6) > 0 ? fill : fill.charged(fill.buyerFee(), fill.sellerFee() + 1), right);
    }

    private LogEntry fees() {
        final List<FeeTier> tiers = new ArrayList<>();
        final int least = random.nextInt(400);
        for (int i = 0; i <= random.nextInt(3); i++) {
            tiers.add(new FeeTier(random.nextInt(least + 300) - least, least + random.nextInt(600)));
        }
        return new OrderEntry.Fees(random.nextInt(book.terms().instruments().size()), tiers);
    }
}
