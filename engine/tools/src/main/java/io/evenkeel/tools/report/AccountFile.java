package io.evenkeel.tools.report;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AccountStatus;
import java.util.Map;
import java.util.TreeMap;

/** What the feed told about one account, but for its money. */
final class AccountFile {
    private final long id;
    private final int owner;
    private final AccountKind kind;
    private final TreeMap<Integer, Holding> holdings = new TreeMap<>();
    private AccountStatus status = AccountStatus.HEALTHY;
    private MarginFigures figures;
    private long liquidation;
    private AccountTerms terms = AccountTerms.opened(0);
    private Noticed noticed;

    /** A fill far off the mark, which pauses withdrawals for the length of a settlement cycle. */
    record Noticed(long tradeId, long logPosition) {
    }

    AccountFile(final long id, final int owner, final AccountKind kind) {
        this.id = id;
        this.owner = owner;
        this.kind = kind;
    }

    long id() {
        return id;
    }

    int owner() {
        return owner;
    }

    AccountKind kind() {
        return kind;
    }

    /** {@return its positions by instrument, without those that are closed} */
    Map<Integer, Holding> holdings() {
        holdings.values().removeIf(Holding::isEmpty);
        return holdings;
    }

    Holding holding(final int instrument) {
        return holdings.computeIfAbsent(instrument, key -> new Holding());
    }

    /** {@return the margin status said last} */
    AccountStatus status() {
        return status;
    }

    /** {@return what was said with it; null while nothing was said} */
    MarginFigures figures() {
        return figures;
    }

    void said(final AccountStatus newStatus, final MarginFigures newFigures) {
        status = newStatus;
        figures = newFigures;
    }

    /** Takes a status that comes without figures: those said before are not of it. */
    void status(final AccountStatus newStatus) {
        said(newStatus, null);
    }

    /** {@return the liquidation it is in; 0 for none} */
    long liquidation() {
        return liquidation;
    }

    void liquidation(final long newLiquidation) {
        liquidation = newLiquidation;
    }

    AccountTerms terms() {
        return terms;
    }

    void terms(final AccountTerms newTerms) {
        terms = newTerms;
    }

    /** {@return its last fill far off the mark; null if there was none} */
    Noticed noticed() {
        return noticed;
    }

    void noticed(final Noticed fill) {
        noticed = fill;
    }
}
