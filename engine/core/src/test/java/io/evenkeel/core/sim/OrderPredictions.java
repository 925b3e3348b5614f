package io.evenkeel.core.sim;

import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.Side;
import io.evenkeel.core.sim.command.OrderEntry;
import io.evenkeel.model.Fill;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelPosition;
import java.util.Set;

/** Which answers to commands about orders and fills would be right. */
final class OrderPredictions {
    private final ModelBook book;
    private final OrderReferee orders;

    OrderPredictions(final ModelBook book, final OrderReferee orders) {
        this.book = book;
        this.orders = orders;
    }

    /** Adds the reasons that speak against a command; and, apart, those that may but need not be given. */
    void add(final Set<RejectCode> reasons, final Set<RejectCode> open, final OrderEntry entry) {
        if (entry instanceof OrderEntry.Classified classified) {
            addFill(reasons, book.scheduled(classified.fill()));
        } else if (entry instanceof OrderEntry.Bust bust) {
            addBust(reasons, bust.fill());
        } else if (entry instanceof OrderEntry.Correction correction) {
            addCorrection(reasons, open, correction);
        } else if (entry instanceof OrderEntry.Fees fees && fees.tiers().isEmpty()) {
            reasons.add(RejectCode.BAD_PARAMETER);
        } else if (entry instanceof OrderEntry.Credit credit) {
            addCredit(reasons, credit);
        }
    }

    /** Adds what speaks against a fill, its fees decided. */
    void addFill(final Set<RejectCode> reasons, final Fill fill) {
        addClosed(reasons, fill);
        addOffGrid(reasons, fill);
        addFrozen(reasons, fill, fill.quantity());
        addFees(reasons, fill.instrument(), fill.buyerFee() + fill.sellerFee());
        addUntradable(reasons, fill, fill.quantity());
    }

    private void addBust(final Set<RejectCode> reasons, final Fill fill) {
        addClosed(reasons, fill);
        if (!fill.equals(book.fills().get(fill.tradeId()))) {
            reasons.add(RejectCode.UNKNOWN_TRADE);
            return;
        }
        addEnded(reasons, fill);
        addFrozen(reasons, fill, -fill.quantity());
        addFees(reasons, fill.instrument(), -fill.buyerFee() - fill.sellerFee());
        addUntradable(reasons, fill, -fill.quantity());
    }

    private void addCorrection(
            final Set<RejectCode> reasons, final Set<RejectCode> open, final OrderEntry.Correction correction) {
        final Fill wrong = correction.wrong();
        if (!wrong.equals(book.fills().get(wrong.tradeId()))) {
            reasons.add(RejectCode.UNKNOWN_TRADE);
            return;
        }
        addEnded(reasons, wrong);
        final Fill right = correction.right().isScheduled()
                ? book.scheduled(correction.right())
                : correction.right();
        addClosed(reasons, wrong);
        addOffGrid(reasons, right);
        final long change = right.quantity() - wrong.quantity();
        // SPEC does not say whether a frozen account takes a change that leaves its position as it is.
        addFrozen(change == 0 ? open : reasons, wrong, change);
        addFees(reasons, wrong.instrument(),
                right.buyerFee() + right.sellerFee() - wrong.buyerFee() - wrong.sellerFee());
        addUntradable(reasons, wrong, -wrong.quantity());
        final long given = right.quantity();
        if (!isTradable(right, heldBy(wrong.buyer(), wrong) - wrong.quantity(), given)
                || !isTradable(right, heldBy(wrong.seller(), wrong) + wrong.quantity(), -given)) {
            reasons.add(RejectCode.ARITHMETIC_OVERFLOW);
        }
    }

    private InstrumentTerms termsOf(final Fill fill) {
        return book.terms().instruments().get(fill.instrument());
    }

    private long heldBy(final long account, final Fill fill) {
        return book.account(account).position(fill.instrument()).quantity();
    }

    private boolean isTradable(final Fill fill, final long held, final long change) {
        return termsOf(fill).isTradable(held, change, fill.price(), book.market().mark(fill.instrument()));
    }

    /** Adds what speaks against a change of the buyer's position, and the same the other way round of the seller's. */
    private void addUntradable(final Set<RejectCode> reasons, final Fill fill, final long change) {
        if (!isTradable(fill, heldBy(fill.buyer(), fill), change)
                || !isTradable(fill, heldBy(fill.seller(), fill), -change)) {
            reasons.add(RejectCode.ARITHMETIC_OVERFLOW);
        }
    }

    /** Whoever has closed the account since is not asked about an old fill any more. */
    private void addEnded(final Set<RejectCode> reasons, final Fill fill) {
        if (book.account(fill.buyer()).isClosed() || book.account(fill.seller()).isClosed()) {
            reasons.add(RejectCode.ACCOUNT_CLOSED);
        }
    }

    private void addClosed(final Set<RejectCode> reasons, final Fill fill) {
        if (!book.market().isOpen(fill.instrument())) {
            reasons.add(RejectCode.NOT_OPEN);
        }
    }

    private void addOffGrid(final Set<RejectCode> reasons, final Fill fill) {
        final InstrumentTerms terms = termsOf(fill);
        if (fill.quantity() % terms.lot() != 0 || fill.price() % terms.tick() != 0) {
            reasons.add(RejectCode.OFF_GRID);
        }
    }

    private void addFrozen(final Set<RejectCode> reasons, final Fill fill, final long change) {
        if (isGrowingFrozen(fill.buyer(), fill.instrument(), change)
                || isGrowingFrozen(fill.seller(), fill.instrument(), -change)) {
            reasons.add(RejectCode.ACCOUNT_FROZEN);
        }
    }

    private boolean isGrowingFrozen(final long id, final int instrument, final long change) {
        final ModelAccount account = book.account(id);
        return account.isFrozen()
                && !ModelPosition.isReducing(account.position(instrument).quantity(), change);
    }

    /** Rebates never exceed FEES (SPEC 3). */
    private void addFees(final Set<RejectCode> reasons, final int instrument, final long income) {
        if (book.fees(book.terms().instruments().get(instrument).settlementAsset()) + income < 0) {
            reasons.add(RejectCode.INSUFFICIENT_BALANCE);
        }
    }

    private void addCredit(final Set<RejectCode> reasons, final OrderEntry.Credit asked) {
        final InstrumentTerms terms = book.terms().instruments().get(asked.instrument());
        if (asked.quantity() % terms.lot() != 0 || asked.price() % terms.tick() != 0) {
            reasons.add(RejectCode.OFF_GRID);
        }
        if (isGrowingFrozen(asked.account(), asked.instrument(),
                asked.side() == Side.BUY ? asked.quantity() : -asked.quantity())) {
            reasons.add(RejectCode.ACCOUNT_FROZEN);
        }
        if (!book.account(asked.account()).isOmnibus() && !orders.passes(asked)) {
            reasons.add(RejectCode.INSUFFICIENT_MARGIN);
        }
    }
}
