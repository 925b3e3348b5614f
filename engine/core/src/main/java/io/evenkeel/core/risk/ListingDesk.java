package io.evenkeel.core.risk;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AddAccountDecoder;
import io.evenkeel.codecs.AddAssetDecoder;
import io.evenkeel.codecs.AddInstrumentDecoder;
import io.evenkeel.codecs.AddParticipantDecoder;
import io.evenkeel.codecs.AddPriceSourceDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.codecs.RemovePriceSourceDecoder;
import io.evenkeel.codecs.SetMessageKeyDecoder;
import io.evenkeel.codecs.SetParticipantDecoder;
import io.evenkeel.codecs.SetPriceTermsDecoder;
import io.evenkeel.core.command.CommandSlot;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.output.MarketEvents;
import org.agrona.DirectBuffer;

/**
 * Takes up participants, assets, instruments, sources and accounts. What Gate and Price have admitted is not refused
 * here. The only part of Risk that allocates, and only for an asset or instrument.
 */
final class ListingDesk {
    static final int LARGEST_LEVERAGE = 1_000;

    private final RiskStores stores;
    private final MarketEvents marketEvents;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final AddParticipantDecoder addParticipant = new AddParticipantDecoder();
    private final SetParticipantDecoder setParticipant = new SetParticipantDecoder();
    private final SetMessageKeyDecoder setMessageKey = new SetMessageKeyDecoder();
    private final AddAssetDecoder addAsset = new AddAssetDecoder();
    private final AddInstrumentDecoder addInstrument = new AddInstrumentDecoder();
    private final AddPriceSourceDecoder addPriceSource = new AddPriceSourceDecoder();
    private final RemovePriceSourceDecoder removePriceSource = new RemovePriceSourceDecoder();
    private final SetPriceTermsDecoder setPriceTerms = new SetPriceTermsDecoder();
    private final AddAccountDecoder addAccount = new AddAccountDecoder();

    ListingDesk(final RiskStores stores, final MarketEvents marketEvents) {
        this.stores = stores;
        this.marketEvents = marketEvents;
    }

    RejectCode onAddParticipant(final CommandSlot slot) {
        addParticipant.wrapAndApplyHeader(slot.bytes(), 0, header);
        stores.answers().addParticipant(addParticipant.participant());
        stores.events().participantAdded(addParticipant);
        return RejectCode.NONE;
    }

    RejectCode onSetParticipant(final CommandSlot slot) {
        setParticipant.wrapAndApplyHeader(slot.bytes(), 0, header);
        stores.events().participantChanged(setParticipant.participant(), slot, BooleanType.NO);
        return RejectCode.NONE;
    }

    RejectCode onSetMessageKey(final CommandSlot slot) {
        setMessageKey.wrapAndApplyHeader(slot.bytes(), 0, header);
        stores.events().participantChanged(setMessageKey.participant(), slot, BooleanType.YES);
        return RejectCode.NONE;
    }

    RejectCode onAddAsset(final CommandSlot slot) {
        listAsset(slot.bytes(), 0);
        stores.events().assetAdded(addAsset);
        return RejectCode.NONE;
    }

    /** Takes up an asset, from a command or a snapshot. */
    void listAsset(final DirectBuffer command, final int offset) {
        addAsset.wrapAndApplyHeader(command, offset, header);
        final int numeraireExponent =
                addAsset.asset() == 0 ? addAsset.exponent() : stores.listings().numeraire().exponent();
        stores.listings().add(new Asset(addAsset, numeraireExponent));
        stores.ladders().addAsset(addAsset.asset());
    }

    RejectCode onAddInstrument(final CommandSlot slot) {
        listInstrument(slot.bytes(), 0);
        stores.events().instrumentAdded(addInstrument);
        return RejectCode.NONE;
    }

    /** Takes up an instrument, from a command or a snapshot. */
    void listInstrument(final DirectBuffer command, final int offset) {
        addInstrument.wrapAndApplyHeader(command, offset, header);
        final int settlementExponent = stores.listings().asset(addInstrument.settlementAsset()).exponent();
        stores.listings().add(new Instrument(addInstrument, settlementExponent));
        stores.ladders().addInstrument(addInstrument.instrument());
    }

    RejectCode onAddPriceSource(final CommandSlot slot) {
        addPriceSource.wrapAndApplyHeader(slot.bytes(), 0, header);
        stores.events().priceSourceAdded(addPriceSource);
        return RejectCode.NONE;
    }

    RejectCode onRemovePriceSource(final CommandSlot slot) {
        removePriceSource.wrapAndApplyHeader(slot.bytes(), 0, header);
        stores.events().priceSourceRemoved(removePriceSource);
        return RejectCode.NONE;
    }

    RejectCode onSetPriceTerms(final CommandSlot slot) {
        takePriceTerms(slot.bytes(), 0);
        marketEvents.parametersChanged(
                SetPriceTermsDecoder.TEMPLATE_ID, setPriceTerms.kind(), setPriceTerms.priced());
        return RejectCode.NONE;
    }

    /** Takes up what of price terms concerns margin, and how old a book may be. */
    void takePriceTerms(final DirectBuffer command, final int offset) {
        setPriceTerms.wrapAndApplyHeader(command, offset, header);
        if (setPriceTerms.kind() == PricedKind.ASSET) {
            stores.listings().asset(setPriceTerms.priced()).uncertaintyPpm(setPriceTerms.uncertaintyPpm());
        } else {
            final Instrument instrument = stores.listings().instrument(setPriceTerms.priced());
            instrument.uncertaintyPpm(setPriceTerms.uncertaintyPpm());
            instrument.depth().maxAgeMs(setPriceTerms.maxAgeMs());
        }
    }

    RejectCode onAddAccount(final CommandSlot slot) {
        addAccount.wrapAndApplyHeader(slot.bytes(), 0, header);
        if (addAccount.account() <= 0
                || addAccount.kindRaw() > AccountKind.OMNIBUS.value()
                || addAccount.leverage() < 0
                || addAccount.leverage() > LARGEST_LEVERAGE) {
            return RejectCode.BAD_PARAMETER;
        }
        if (AccountStore.isPoolId(addAccount.account()) || stores.accounts().find(addAccount.account()) >= 0) {
            return RejectCode.ALREADY_EXISTS;
        }
        if (stores.accounts().isFull()
                || (addAccount.kind() == AccountKind.OMNIBUS && !stores.accounts().hasRoomForExempt())) {
            return RejectCode.CAPACITY;
        }
        stores.accounts().add(
                addAccount.account(), addAccount.owner(), addAccount.kind(), addAccount.leverage());
        stores.events().accountAdded(addAccount);
        return RejectCode.NONE;
    }
}
