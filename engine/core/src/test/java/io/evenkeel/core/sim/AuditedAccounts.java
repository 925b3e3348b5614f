package io.evenkeel.core.sim;

import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.model.Health;
import io.evenkeel.model.Market;
import io.evenkeel.model.ModelAccount;
import io.evenkeel.model.ModelBook;
import io.evenkeel.model.ModelPosition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Accounts as they were when the engine's report of each last equalled the model: the report, and every number that the
 * model's side of the comparison is worked out from. Where neither differs, comparing again tells nothing new.
 */
final class AuditedAccounts {
    private static final int OF_ACCOUNT = 7;
    private static final int PER_ASSET = 3;
    private static final int PER_INSTRUMENT = 11;

    private final ModelBook book;
    private final Map<Long, Audited> audited = new HashMap<>();
    private long[] openInterest;

    AuditedAccounts(final ModelBook book) {
        this.book = book;
    }

    /** One account as it was. */
    private static final class Audited {
        private final AccountReport report;
        private final Health health;
        private final long[] inputs;

        Audited(final AccountReport report, final Health health, final long[] inputs) {
            this.report = report;
            this.health = health;
            this.inputs = inputs;
        }
    }

    /** Begins a look at all accounts, at the open interest of this moment. */
    void begin(final long... openInterestNow) {
        openInterest = openInterestNow;
    }

    /** {@return whether nothing differs from when an account last passed; it is noted as it is now} */
    boolean isKnown(final AccountReport report, final ModelAccount account) {
        final Audited last = audited.get(report.account());
        final long[] inputs = inputsOf(account);
        if (last != null
                && Arrays.equals(last.inputs, inputs)
                && Objects.equals(last.health, account.health())
                && last.report.equals(report)) {
            return true;
        }
        audited.put(report.account(), new Audited(report, account.health(), inputs));
        return false;
    }

    private long[] inputsOf(final ModelAccount account) {
        final Market market = book.market();
        final int assets = book.terms().assets().size();
        final int instruments = book.terms().instruments().size();
        final long[] inputs = new long[OF_ACCOUNT + PER_ASSET * assets + PER_INSTRUMENT * instruments];
        int at = 0;
        inputs[at++] = book.inForce().numberFor(account);
        inputs[at++] = account.leverage();
        inputs[at++] = account.reserved();
        inputs[at++] = account.isClosed() ? 1 : 0;
        inputs[at++] = account.isFrozen() ? 1 : 0;
        inputs[at++] = account.liquidation() == null ? 0 : account.liquidation().id();
        inputs[at++] = market.isTrustedThroughout() ? 1 : 0;
        for (int asset = 0; asset < assets; asset++) {
            inputs[at++] = account.balance(asset);
            inputs[at++] = market.price(asset);
            inputs[at++] = market.uncertaintyPpm(PricedKind.ASSET, asset);
        }
        for (int instrument = 0; instrument < instruments; instrument++, at += PER_INSTRUMENT) {
            final ModelPosition position = account.position(instrument);
            if (position.quantity() != 0) {
                read(position, instrument, inputs, at);
            }
        }
        return inputs;
    }

    private void read(final ModelPosition position, final int instrument, final long[] inputs, final int from) {
        final Market market = book.market();
        final boolean isLong = position.quantity() > 0;
        int at = from;
        inputs[at++] = position.quantity();
        inputs[at++] = position.entryValue();
        inputs[at++] = position.entryCost();
        inputs[at++] = position.fundedAt().longValueExact();
        inputs[at++] = position.carry().longValueExact();
        inputs[at++] = market.funding(instrument, isLong).longValueExact();
        inputs[at++] = market.mark(instrument);
        inputs[at++] = market.cautious().instrumentPrice(instrument, true);
        inputs[at++] = market.cautious().instrumentPrice(instrument, false);
        inputs[at++] = market.uncertaintyPpm(PricedKind.INSTRUMENT, instrument);
        inputs[at] = openInterest[instrument];
    }
}
