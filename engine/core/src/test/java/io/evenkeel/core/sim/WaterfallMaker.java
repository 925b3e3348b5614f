package io.evenkeel.core.sim;

import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.SettlementEntry;
import io.evenkeel.model.CollateralRules;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Insurance;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.SaleRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes commands about auctions and what follows them: backstops, what insurance may pay and parts with, how positions
 * and collateral are sold; and what is refused.
 */
final class WaterfallMaker {
    private static final long THOUSAND = 1_000_000_000;
    private static final long UNKNOWN_ACCOUNT = 987_654_321;
    private static final int NOT_LISTED = 60;
    private static final int MILLION = 1_000_000;

    private final ModelBook book;
    private final Random random;

    WaterfallMaker(final ModelBook book, final Random random) {
        this.book = book;
        this.random = random;
    }

    /** {@return the next entry} */
    LogEntry next() {
        return switch (random.nextInt(5)) {
            case 0 -> backstop();
            case 1, 2 -> withdrawal();
            default -> limits();
        };
    }

    /** A little of what a pool has, one that may part with it if there is one; now and then too much, or of no pool. */
    private LogEntry withdrawal() {
        int pool = random.nextInt(World.POOLS);
        int asset = random.nextInt(3);
        for (int i = 0; i < 3 * World.POOLS && !isReady(pool, asset); i++) {
            asset = (asset + 1) % 3;
            pool = i % 3 == 2 ? (pool + 1) % World.POOLS : pool;
        }
        final long has = Math.max(0, book.insurance().balance(pool, asset));
        return switch (random.nextInt(8)) {
            case 0 -> new LogEntry.InsuranceWithdrawal(Insurance.POOLS, asset, 1);
            case 1 -> new LogEntry.InsuranceWithdrawal(pool, asset, 0);
            case 2 -> new LogEntry.InsuranceWithdrawal(pool, asset, has + 1);
            default -> new LogEntry.InsuranceWithdrawal(pool, asset, 1 + has / 100);
        };
    }

    private boolean isReady(final int pool, final int asset) {
        final ModelAccount account = book.account(AccountStore.POOL_ID + pool);
        return book.insurance().balance(pool, asset) > 0
                && (account == null || account.isFlat())
                && !book.isAnythingMissing(pool);
    }

    private LogEntry backstop() {
        final List<ModelAccount> accounts = new ArrayList<>(book.accounts());
        accounts.removeIf(account -> AccountStore.isPoolId(account.id()));
        final long account = accounts.get(random.nextInt(accounts.size())).id();
        return switch (random.nextInt(10)) {
            case 0 -> new SettlementEntry.Backstop(UNKNOWN_ACCOUNT, THOUSAND);
            case 1 -> new SettlementEntry.Backstop(account, -1);
            case 2 -> new SettlementEntry.Backstop(World.OMNIBUS, THOUSAND);
            case 3, 4 -> new SettlementEntry.Backstop(account, 0);
            default -> new SettlementEntry.Backstop(account, pick(1, 20, 1_000, 1_000_000) * THOUSAND);
        };
    }

    private LogEntry limits() {
        final int pool = random.nextInt(World.POOLS);
        final long perLiquidation = pick(0, 1, 5, 100) * THOUSAND + random.nextInt(1_000);
        return switch (random.nextInt(10)) {
            case 0 -> new SettlementEntry.InsuranceLimits(pool, -1, 0, 0);
            case 1 -> new SettlementEntry.InsuranceLimits(pool, perLiquidation, THOUSAND, 0);
            case 2 -> random.nextBoolean()
                    ? new SettlementEntry.InsuranceLimits(pool, perLiquidation, -THOUSAND, 1_000)
                    : new SettlementEntry.InsuranceLimits(Insurance.POOLS, perLiquidation, 0, 0);
            case 3, 4, 5 -> new SettlementEntry.InsuranceLimits(
                    pool, perLiquidation, pick(1, 3, 50) * THOUSAND, pick(1_000, 60_000));
            default -> new SettlementEntry.InsuranceLimits(pool, perLiquidation, 0, 0);
        };
    }

    /** {@return how positions or collateral are to be sold; now and then as they cannot be} */
    LogEntry rules() {
        return random.nextBoolean() ? liquidationTerms() : collateralAuction();
    }

    private LogEntry liquidationTerms() {
        final InstrumentTerms instrument =
                book.terms().instruments().get(random.nextInt(book.terms().instruments().size()));
        final int discount = (int) pick(0, 10_000, 50_000);
        final int penalty = (int) pick(0, 5_000, 20_000);
        final SaleRules wanted = new SaleRules(
                (int) pick(500, 2_000, 3_000, 10_000), discount, discount + (int) pick(0, 5_000, 40_000), penalty,
                penalty + (int) pick(0, 2_000, 16_000), (int) pick(100_000, 100_000, 0, 20_000, 300_000),
                (int) pick(50_000, 50_000, 1, 10_000, 100_000, 400_000),
                instrument.minNotional() * random.nextInt(3));
        if (random.nextInt(3) > 0) {
            return new SettlementEntry.LiquidationTerms(instrument.id(), wanted);
        }
        return random.nextInt(6) == 0
                ? new SettlementEntry.LiquidationTerms(NOT_LISTED, wanted)
                : new SettlementEntry.LiquidationTerms(instrument.id(), unsound(wanted));
    }

    private SaleRules unsound(final SaleRules it) {
        final int[] figures = {
            it.auctionMs(), it.maxDiscountPpm(), it.discountCapPpm(), it.penaltyPpm(), it.penaltyCapPpm(),
            it.bufferPpm(), it.socialCapPpm()};
        final int[][] wrong = {
            {0, -1}, {-1, it.discountCapPpm() + 1}, {MILLION + 1}, {-1, it.penaltyCapPpm() + 1}, {MILLION + 1},
            {-1, 2 * MILLION + 1}, {0, -1, MILLION + 1}};
        final int which = random.nextInt(figures.length + 1);
        if (which < figures.length) {
            figures[which] = wrong[which][random.nextInt(wrong[which].length)];
        }
        return new SaleRules(
                figures[0], figures[1], figures[2], figures[3], figures[4], figures[5], figures[6],
                which == figures.length ? -1 : it.minNotional());
    }

    private LogEntry collateralAuction() {
        final int asset = random.nextInt(book.terms().assets().size());
        final int auctionMs = (int) pick(1, 700, 2_000, 2_000, 4_000);
        final int discountPpm = (int) pick(1, 7_001, 10_000, 20_000, 500_000);
        return switch (random.nextInt(12)) {
            case 0 -> new SettlementEntry.CollateralAuction(NOT_LISTED, new CollateralRules(auctionMs, discountPpm));
            case 1, 2 -> new SettlementEntry.CollateralAuction(
                    asset, new CollateralRules(-random.nextInt(2), discountPpm));
            case 3, 4 -> new SettlementEntry.CollateralAuction(
                    asset, new CollateralRules(auctionMs, (int) pick(0, -1, 500_001)));
            default -> new SettlementEntry.CollateralAuction(asset, new CollateralRules(auctionMs, discountPpm));
        };
    }

    private long pick(final long... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
