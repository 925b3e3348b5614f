package io.evenkeel.core.risk;

import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.BackstopStateDecoder;
import io.evenkeel.codecs.BackstopStateEncoder;
import io.evenkeel.codecs.InsuranceStateDecoder;
import io.evenkeel.codecs.InsuranceStateEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.liquidation.Backstops;
import io.evenkeel.core.liquidation.Insurance;
import io.evenkeel.core.liquidation.InsuranceLimits;
import io.evenkeel.core.snapshot.RecordWriter;
import org.agrona.DirectBuffer;

/** Backstop accounts and limits of insurance in a snapshot. Allocates. */
final class WaterfallSnapshot {
    private final AccountStore accounts;
    private final Backstops backstops;
    private final Insurance pools;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final BackstopStateDecoder backstop = new BackstopStateDecoder();
    private final InsuranceStateDecoder insurance = new InsuranceStateDecoder();
    /** Pools come in order of their ids. */
    private int nextPool;

    WaterfallSnapshot(final RiskStores stores) {
        accounts = stores.accounts();
        backstops = stores.liquidationDesk().backstops();
        pools = stores.insurance();
    }

    void write(final RecordWriter writer) {
        final BackstopStateEncoder encoder = new BackstopStateEncoder();
        for (int n = 0; n < backstops.count(); n++) {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .account(accounts.id(backstops.account(n)))
                    .capacity(backstops.capacity(n));
            writer.write(encoder.limit());
        }
        for (int pool = 0; pool < Bounds.MAX_POOLS; pool++) {
            writePool(writer, pool, pools.limits(pool));
        }
    }

    private void writePool(final RecordWriter writer, final int pool, final InsuranceLimits limits) {
        final InsuranceStateEncoder encoder = new InsuranceStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .perLiquidation(limits.perLiquidation())
                .perWindow(limits.paid().limit())
                .windowMs(limits.paid().windowMs())
                .window(limits.paid().window())
                .paid(limits.paid().used())
                .lastTaker(backstops.lastTaker())
                .pool(pool);
        writer.write(encoder.limit());
    }

    /** Takes up a record. {@return whether it is one of these} */
    boolean load(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case BackstopStateDecoder.TEMPLATE_ID -> loadBackstop(buffer, offset);
            case InsuranceStateDecoder.TEMPLATE_ID -> loadInsurance(buffer, offset);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void loadBackstop(final DirectBuffer buffer, final int offset) {
        backstop.wrapAndApplyHeader(buffer, offset, header);
        final int account = accounts.find(backstop.account());
        require(account != AccountStore.NONE
                        && accounts.kind(account) == AccountKind.STANDARD
                        && accounts.phase(account) != AccountPhase.CLOSED,
                "the snapshot has a backstop that cannot be one: account " + backstop.account());
        require(backstop.capacity() > 0 && backstop.capacity() <= Bounds.MAX_AMOUNT,
                "no backstop can have such a capacity: account " + backstop.account());
        require(backstops.count() < Backstops.MOST && backstops.find(account) == Backstops.NONE,
                "the snapshot has too many backstops, or the same twice: account " + backstop.account());
        backstops.register(account, backstop.capacity());
    }

    private void loadInsurance(final DirectBuffer buffer, final int offset) {
        insurance.wrapAndApplyHeader(buffer, offset, header);
        require(InsuranceLimits.areSound(insurance.perLiquidation(), insurance.perWindow(), insurance.windowMs())
                        && insurance.pool() == nextPool++
                        && insurance.pool() < Bounds.MAX_POOLS
                        && insurance.window() >= 0
                        && insurance.paid() >= 0,
                "the snapshot has limits of insurance that no command can set, or the same twice");
        final InsuranceLimits limits = pools.limits(insurance.pool());
        limits.set(insurance.perLiquidation(), insurance.perWindow(), insurance.windowMs());
        limits.paid().restore(insurance.window(), insurance.paid());
        backstops.tookOver(insurance.lastTaker());
    }
}
