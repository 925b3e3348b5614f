package io.evenkeel.core.risk;

import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.DeficitStateDecoder;
import io.evenkeel.codecs.DeficitStateEncoder;
import io.evenkeel.codecs.DeleveragingHolderStateDecoder;
import io.evenkeel.codecs.DeleveragingHolderStateEncoder;
import io.evenkeel.codecs.DeleveragingStateDecoder;
import io.evenkeel.codecs.DeleveragingStateEncoder;
import io.evenkeel.codecs.FrozenPriceStateDecoder;
import io.evenkeel.codecs.FrozenPriceStateEncoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.arithmetic.Int128;
import io.evenkeel.core.funding.Deficit;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.FrozenPrices;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.liquidation.Deleveraging;
import io.evenkeel.core.liquidation.DeleveragingPhase;
import io.evenkeel.core.liquidation.DeleveragingPlan;
import io.evenkeel.core.liquidation.LiquidationStore;
import io.evenkeel.core.snapshot.RecordWriter;
import org.agrona.DirectBuffer;

/** The deleveraging under way and deficits in a snapshot. What is not there has no record. Allocates. */
final class DeleveragingSnapshot {
    private final RiskStores stores;
    private final DeficitDesk deficitDesk;
    private final Deleveraging deleveraging;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DeleveragingStateDecoder state = new DeleveragingStateDecoder();
    private final DeleveragingHolderStateDecoder holder = new DeleveragingHolderStateDecoder();
    private final FrozenPriceStateDecoder price = new FrozenPriceStateDecoder();
    private final DeficitStateDecoder deficit = new DeficitStateDecoder();
    private final Int128 notional = new Int128();
    private final Int128 equity = new Int128();

    DeleveragingSnapshot(final RiskStores stores, final DeficitDesk deficitDesk) {
        this.stores = stores;
        this.deficitDesk = deficitDesk;
        deleveraging = stores.deleveraging();
    }

    // ---------------------------------------------------------------- writing

    void write(final RecordWriter writer) {
        if (deleveraging.number() > 0) {
            writeState(writer);
        }
        if (deleveraging.phase() != DeleveragingPhase.NONE) {
            writePrices(writer);
            for (int entry = 0; entry < deleveraging.plan().count(); entry++) {
                writeHolder(writer, entry);
            }
        }
        final DeficitStateEncoder encoder = new DeficitStateEncoder();
        for (int id = 0; id < stores.listings().instrumentCount(); id++) {
            final Deficit missing = stores.listings().instrument(id).funding().deficit();
            if (!missing.isNone()) {
                encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                        .open(missing.open())
                        .ofLongs(missing.of(true))
                        .ofShorts(missing.of(false))
                        .heldIndex(missing.heldIndex())
                        .heldMark(missing.heldMark())
                        .heldState(missing.heldState())
                        .roomOfLongs(missing.room(true))
                        .roomOfShorts(missing.room(false))
                        .instrument(id);
                writer.write(encoder.limit());
            }
        }
    }

    private void writeState(final RecordWriter writer) {
        final DeleveragingPlan plan = deleveraging.plan();
        final DeleveragingStateEncoder encoder = new DeleveragingStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .number(deleveraging.number())
                .liquidation(deleveraging.liquidation())
                .price(deleveraging.price())
                .cursor(deleveraging.cursorId())
                .extra(plan.extra())
                .needed(plan.needed())
                .at(plan.at())
                .round(plan.round())
                .instrument(deleveraging.instrument())
                .phase((short) deleveraging.phase().code())
                .isLong(deleveraging.isLong() ? BooleanType.YES : BooleanType.NO)
                .policy(plan.policy())
                .winners(plan.asksWinners() ? BooleanType.YES : BooleanType.NO);
        writer.write(encoder.limit());
    }

    private void writePrices(final RecordWriter writer) {
        final FrozenPrices prices = deleveraging.prices();
        final FrozenPriceStateEncoder encoder = new FrozenPriceStateEncoder();
        for (int id = 0; id < prices.instruments(); id++) {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .price(prices.mark(id))
                    .fundingLong(prices.funding(id, true))
                    .fundingShort(prices.funding(id, false))
                    .priced(id)
                    .kind(PricedKind.INSTRUMENT);
            writer.write(encoder.limit());
        }
        for (int id = 0; id < prices.assets(); id++) {
            encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                    .price(prices.assetPrice(id))
                    .fundingLong(0)
                    .fundingShort(0)
                    .priced(id)
                    .kind(PricedKind.ASSET);
            writer.write(encoder.limit());
        }
    }

    private void writeHolder(final RecordWriter writer, final int entry) {
        final DeleveragingPlan plan = deleveraging.plan();
        final DeleveragingHolderStateEncoder encoder = new DeleveragingHolderStateEncoder();
        encoder.wrapAndApplyHeader(writer.buffer(), 0, writer.header())
                .account(plan.word(entry, 0))
                .lots(plan.word(entry, 1))
                .share(plan.word(entry, 2))
                .remainder(plan.word(entry, 3))
                .profit(plan.word(entry, 4))
                .cost(plan.word(entry, 5))
                .notionalHigh(plan.word(entry, 6))
                .notionalLow(plan.word(entry, 7))
                .equityHigh(plan.word(entry, 8))
                .equityLow(plan.word(entry, 9));
        writer.write(encoder.limit());
    }

    // ---------------------------------------------------------------- loading

    /** Takes up a record. {@return whether it is one of these} */
    boolean load(final int templateId, final DirectBuffer buffer, final int offset) {
        switch (templateId) {
            case DeleveragingStateDecoder.TEMPLATE_ID -> loadState(buffer, offset);
            case DeleveragingHolderStateDecoder.TEMPLATE_ID -> loadHolder(buffer, offset);
            case FrozenPriceStateDecoder.TEMPLATE_ID -> loadPrice(buffer, offset);
            case DeficitStateDecoder.TEMPLATE_ID -> loadDeficit(buffer, offset);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void loadState(final DirectBuffer buffer, final int offset) {
        state.wrapAndApplyHeader(buffer, offset, header);
        final DeleveragingPhase phase = DeleveragingPhase.ofCode(state.phase());
        require(phase != null
                        && state.policy() != AdlPolicy.NULL_VAL
                        && state.number() > 0
                        && state.at() >= 0,
                "no deleveraging can be in such a state");
        final int liquidation = stores.liquidations().find(state.liquidation());
        require(phase == DeleveragingPhase.NONE
                        || (liquidation != LiquidationStore.NONE
                                && stores.liquidations().instrument(liquidation) == state.instrument()),
                "the snapshot deleverages for a liquidation that it does not have");
        final int owner = phase == DeleveragingPhase.NONE
                ? 0
                : stores.accounts().owner(stores.liquidations().account(liquidation));
        deleveraging.restore(
                phase,
                state.number(),
                state.liquidation(),
                owner,
                state.instrument(),
                state.isLong() == BooleanType.YES,
                state.price(),
                state.cursor());
        deleveraging.plan().restore(
                state.policy(),
                state.round(),
                state.winners() == BooleanType.YES,
                state.needed(),
                state.extra(),
                state.at());
    }

    private void loadHolder(final DirectBuffer buffer, final int offset) {
        holder.wrapAndApplyHeader(buffer, offset, header);
        final int account = stores.accounts().find(holder.account());
        require(deleveraging.phase() != DeleveragingPhase.NONE
                        && account != AccountStore.NONE
                        && holder.lots() >= 0
                        && deleveraging.plan().hasRoom(),
                "no deleveraging can plan with account " + holder.account());
        deleveraging.restoreHolder(account);
        deleveraging.plan().restoreEntry(
                holder.account(),
                holder.lots(),
                holder.share(),
                holder.remainder(),
                holder.profit(),
                holder.cost(),
                notional.set(holder.notionalHigh(), holder.notionalLow()),
                equity.set(holder.equityHigh(), holder.equityLow()));
    }

    private void loadPrice(final DirectBuffer buffer, final int offset) {
        price.wrapAndApplyHeader(buffer, offset, header);
        if (price.kind() == PricedKind.INSTRUMENT) {
            require(stores.listings().hasInstrument(price.priced()), "a price is frozen of what is not listed");
            deleveraging.prices().restore(price.priced(), price.price(), price.fundingLong(), price.fundingShort());
        } else {
            require(stores.listings().hasAsset(price.priced()), "a price is frozen of what is not listed");
            deleveraging.prices().restore(price.priced(), price.price());
        }
    }

    private void loadDeficit(final DirectBuffer buffer, final int offset) {
        deficit.wrapAndApplyHeader(buffer, offset, header);
        require(stores.listings().hasInstrument(deficit.instrument())
                        && deficit.open() >= 0
                        && deficit.ofLongs() >= 0
                        && deficit.ofShorts() >= 0
                        && deficit.roomOfLongs() >= 0
                        && deficit.roomOfShorts() >= 0
                        && deficit.heldState() != PriceState.NULL_VAL,
                "nothing can be missing so: instrument " + deficit.instrument());
        final Instrument instrument = stores.listings().instrument(deficit.instrument());
        instrument.funding().deficit().rooms(deficit.roomOfLongs(), deficit.roomOfShorts());
        instrument.funding().deficit().add(deficit.ofLongs(), deficit.ofShorts(), deficit.open());
        instrument.funding().deficit().holdBack(deficit.heldIndex(), deficit.heldMark(), deficit.heldState());
        deficitDesk.restored(instrument);
    }
}
