package io.evenkeel.core.liquidation;

import io.evenkeel.codecs.LiquidationStep;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.MarginState;
import io.evenkeel.core.output.EventEncoder;

/**
 * What the order of a liquidation is worth now: its price, and how much of it suffices there (SPEC 6). Of the account
 * that a view shows and a margin state has judged. Reused; no allocation.
 */
final class OrderQuote {
    private final AccountStore accounts;
    private final LiquidationStore liquidations;
    private final Insurance insurance;
    private final AccountView view;
    private final MarginState margin;
    private final EventEncoder clock;
    private final BankruptcyPrice bankruptcyPrices = new BankruptcyPrice();
    private final SufficientSize sufficientSize = new SufficientSize();

    private long bankruptcyPrice;
    private long furthestPrice;
    private long price;
    private long quantity;

    OrderQuote(
            final AccountStore accounts,
            final LiquidationStore liquidations,
            final Insurance insurance,
            final AccountView view,
            final MarginState margin,
            final EventEncoder clock) {
        this.accounts = accounts;
        this.liquidations = liquidations;
        this.insurance = insurance;
        this.view = view;
        this.margin = margin;
        this.clock = clock;
    }

    /** Finds the bankruptcy price of a position. The pool's account has none: whatever price it gets is its own. */
    void findBankruptcyPrice(final int offered) {
        bankruptcyPrice = accounts.isPool(view.account())
                ? AuctionPrice.furthest(view.instrument(offered), view.quantity(offered) > 0)
                : bankruptcyPrices.of(view, offered, margin.equity());
    }

    /** Works out price and quantity of an order whose bankruptcy price was found. */
    void price(final int liquidation, final int offered) {
        final long elapsedMs = elapsedMs(liquidation, view.instrument(offered));
        furthestPrice = bankruptcyPrice;
        switch (liquidations.step(liquidation)) {
            case INSURED -> priceInsured(liquidation, offered, elapsedMs);
            case DELEVERAGED -> sizeAt(liquidation, offered, bankruptcyPrice);
            default -> sizeAt(liquidation, offered, auctionPrice(liquidation, offered, elapsedMs));
        }
    }

    /** For how long the order's clock has run. */
    long elapsedMs(final int liquidation, final Instrument instrument) {
        return liquidations.elapsedMs(liquidation, clock.timeMs(), instrument.salePause().until(clock.timeMs()));
    }

    /** Where insurance has nothing to give the auction goes on at its last discount. */
    private void priceInsured(final int liquidation, final int offered, final long elapsedMs) {
        furthestPrice = insuredPrice(liquidation, offered);
        if (furthestPrice == bankruptcyPrice) {
            sizeAt(liquidation, offered, auctionPrice(liquidation, offered, liquidations.auctionMs(liquidation)));
        } else {
            sizeAt(liquidation, offered, bankruptcyPrice);
            price = InsuredPrice.at(
                    view.instrument(offered),
                    bankruptcyPrice,
                    furthestPrice,
                    liquidations.auctionMs(liquidation),
                    elapsedMs);
        }
    }

    private long auctionPrice(final int liquidation, final int offered, final long elapsedMs) {
        final Instrument instrument = view.instrument(offered);
        return AuctionPrice.at(
                instrument,
                view.quantity(offered) > 0,
                discountInUsePpm(liquidation, instrument),
                liquidations.auctionMs(liquidation),
                elapsedMs,
                bankruptcyPrice);
    }

    /** How far past the bankruptcy price insurance may pay for an order. */
    private long insuredPrice(final int liquidation, final int offered) {
        return InsuredPrice.furthest(
                view.instrument(offered),
                view.quantity(offered),
                bankruptcyPrice,
                insurance.means(
                        liquidation,
                        view.instrument(offered).pool(),
                        view.asset(view.ordinalOfPosition(offered))));
    }

    /** Offers at a price what suffices there; of what the pool holds, all. */
    void sizeAt(final int liquidation, final int offered, final long atPrice) {
        price = atPrice;
        quantity = accounts.isPool(view.account())
                ? Math.abs(view.quantity(offered))
                : sufficientSize.of(view, offered, atPrice, penaltyInUsePpm(liquidation, view.instrument(offered)));
    }

    /** The largest discount of an order that is in use, ppm: margin tiers may hold it lower than it began with. */
    long discountInUsePpm(final int liquidation, final Instrument instrument) {
        return instrument.liquidationTerms().discountInUsePpm(liquidations.maxDiscountPpm(liquidation));
    }

    /**
     * The penalty of an order that is in use, ppm; as the discount. Deleveraging closes all at one price, at which
     * nothing is left to pay a penalty with.
     */
    long penaltyInUsePpm(final int liquidation, final Instrument instrument) {
        return liquidations.step(liquidation) == LiquidationStep.DELEVERAGED
                ? 0
                : instrument.liquidationTerms().penaltyInUsePpm(liquidations.penaltyPpm(liquidation));
    }

    /** Whether the order is another than the one that was announced last. */
    boolean isNews(final int liquidation) {
        return quantity != liquidations.quantity(liquidation)
                || bankruptcyPrice != liquidations.bankruptcyPrice(liquidation)
                || furthestPrice != liquidations.furthestPrice(liquidation);
    }

    /** Notes in the liquidation how its order is sized. */
    void keep(final int liquidation, final Instrument instrument) {
        liquidations.sizeOrder(liquidation, quantity, instrument.mark(), bankruptcyPrice, furthestPrice);
    }

    long bankruptcyPrice() {
        return bankruptcyPrice;
    }

    long price() {
        return price;
    }

    long quantity() {
        return quantity;
    }

    /** What insurance would pay for a quantity at the price, settlement asset units. */
    long insured(final Instrument instrument, final long traded) {
        return furthestPrice == bankruptcyPrice ? 0 : instrument.notional(traded, Math.abs(bankruptcyPrice - price));
    }
}
