package io.evenkeel.tools.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.codecs.SettlementMode;
import io.evenkeel.core.inspect.TermsReport;

/**
 * What was agreed on with an account's owner, and what venues need for its open orders.
 *
 * @param leverage       largest leverage its owner wants; 0 for none.
 * @param feeTier        its tier of fee schedules.
 * @param settlement     how it settles a cycle.
 * @param reservedMargin part of initial margin, numeraire units.
 */
record AccountTerms(int leverage, int feeTier, SettlementMode settlement, long reservedMargin) {
    /** {@return the terms of an account that is opened} */
    static AccountTerms opened(final int leverage) {
        return new AccountTerms(leverage, 0, SettlementMode.INTERNAL, 0);
    }

    /** {@return the terms in a report} */
    static AccountTerms of(final TermsReport report) {
        return new AccountTerms(report.leverage(), report.feeTier(), report.settlement(), report.reservedMargin());
    }

    /** {@return the same with other terms of the owner} */
    AccountTerms changed(final int newLeverage, final int newFeeTier, final SettlementMode newSettlement) {
        return new AccountTerms(newLeverage, newFeeTier, newSettlement, reservedMargin);
    }

    /** {@return the same with another margin reserved} */
    AccountTerms reserved(final long newReservedMargin) {
        return new AccountTerms(leverage, feeTier, settlement, newReservedMargin);
    }

    /** Puts them into a row; no largest leverage is empty. */
    void put(final ObjectNode row, final Units units) {
        row.put("reservedMargin", units.numeraire(reservedMargin))
                .put("leverage", leverage == 0 ? null : leverage)
                .put("feeTier", feeTier)
                .put("settlement", settlement.name());
    }
}
