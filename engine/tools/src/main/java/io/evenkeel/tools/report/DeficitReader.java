package io.evenkeel.tools.report;

import io.evenkeel.codecs.DebtInsuredDecoder;
import io.evenkeel.codecs.DeficitChargedDecoder;
import io.evenkeel.codecs.DeficitCoveredDecoder;
import io.evenkeel.codecs.DeficitTakenDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PoolSweptDecoder;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.ledger.AccountStore;
import org.agrona.DirectBuffer;

/** Books what was missing in liquidations, who pays or is charged, and what pools make of what they took. */
final class DeficitReader {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DebtInsuredDecoder insured = new DebtInsuredDecoder();
    private final DeficitTakenDecoder taken = new DeficitTakenDecoder();
    private final DeficitChargedDecoder charged = new DeficitChargedDecoder();
    private final DeficitCoveredDecoder covered = new DeficitCoveredDecoder();
    private final PoolSweptDecoder swept = new PoolSweptDecoder();
    private final Holder socialised = Holder.house(HouseAccount.SOCIALISED);
    private final AuditBooks books;

    DeficitReader(final AuditBooks books) {
        this.books = books;
    }

    /** Books an event. {@return whether it is one of these} */
    boolean read(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case DebtInsuredDecoder.TEMPLATE_ID -> {
                insured.wrapAndApplyHeader(buffer, offset, header);
                books.move(
                        Holder.pool(insured.pool()),
                        Holder.account(insured.account()),
                        insured.asset(),
                        insured.amount(),
                        Cause.INSURANCE);
            }
            case DeficitTakenDecoder.TEMPLATE_ID -> onTaken(taken.wrapAndApplyHeader(buffer, offset, header));
            case DeficitChargedDecoder.TEMPLATE_ID -> onCharged(charged.wrapAndApplyHeader(buffer, offset, header));
            case DeficitCoveredDecoder.TEMPLATE_ID -> {
                covered.wrapAndApplyHeader(buffer, offset, header);
                books.move(
                        poolOf(covered.instrument()),
                        socialised,
                        assetOf(covered.instrument()),
                        covered.amount(),
                        Cause.SOCIALISED);
            }
            case PoolSweptDecoder.TEMPLATE_ID -> {
                swept.wrapAndApplyHeader(buffer, offset, header);
                final Holder pool = Holder.poolOf(swept.account());
                books.move(Holder.account(swept.account()), pool, swept.asset(), swept.amount(), Cause.INSURANCE);
                books.compare(pool, swept.asset(), swept.balance());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private int assetOf(final int instrument) {
        return books.units().market(instrument).settlementAsset();
    }

    private Holder poolOf(final int instrument) {
        return Holder.pool(books.units().market(instrument).pool());
    }

    /** The account got it, or the pool; a side that cannot be charged any more moves nothing. */
    private void onTaken(final DeficitTakenDecoder it) {
        if (it.amount() > 0) {
            final Holder paid = AccountStore.isPoolId(it.account())
                    ? Holder.poolOf(it.account())
                    : Holder.account(it.account());
            books.move(socialised, paid, assetOf(it.instrument()), it.amount(), Cause.SOCIALISED);
        }
    }

    private void onCharged(final DeficitChargedDecoder it) {
        final Holder funding = Holder.house(HouseAccount.FUNDING, it.instrument());
        books.move(funding, socialised, assetOf(it.instrument()), it.amount(), Cause.SOCIALISED);
        books.move(
                funding, poolOf(it.instrument()), assetOf(it.instrument()), it.excess(), Cause.SOCIALISED);
    }
}
