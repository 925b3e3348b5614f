package io.evenkeel.core.risk;

import static io.evenkeel.core.snapshot.Soundness.require;

import io.evenkeel.codecs.AdoptionStateDecoder;
import io.evenkeel.codecs.BooleanType;
import io.evenkeel.codecs.FundingStateDecoder;
import io.evenkeel.codecs.MessageHeaderDecoder;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.codecs.TermsStateDecoder;
import io.evenkeel.codecs.ThinStateDecoder;
import io.evenkeel.core.adoption.Adoption;
import io.evenkeel.core.adoption.TermsBook;
import io.evenkeel.core.adoption.TermsChange;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.listing.Adopted;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Takes up funding and terms from a snapshot. What cannot be is an {@link IllegalStateException}. Allocates. */
final class TermsSnapshotLoader {
    private final RiskStores stores;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final FundingStateDecoder funding = new FundingStateDecoder();
    private final AdoptionStateDecoder adoption = new AdoptionStateDecoder();
    private final TermsStateDecoder terms = new TermsStateDecoder();
    private final ThinStateDecoder thin = new ThinStateDecoder();

    TermsSnapshotLoader(final RiskStores stores) {
        this.stores = stores;
    }

    void loadFunding(final DirectBuffer buffer, final int offset) {
        funding.wrapAndApplyHeader(buffer, offset, header);
        require(stores.listings().hasInstrument(funding.instrument()), "the snapshot funds what it does not list");
        final Instrument instrument = stores.listings().instrument(funding.instrument());
        instrument.funding().restore(
                funding.isOn() == BooleanType.YES,
                funding.longs(),
                funding.shorts(),
                funding.highest(),
                funding.lowest(),
                funding.dust());
        instrument.funding().restoreCeilings(
                funding.ceilingLongs(),
                funding.ceilingShorts(),
                funding.formerCeilingLongs(),
                funding.formerCeilingShorts());
        if (funding.isPending() == BooleanType.YES) {
            instrument.funding().pending().restore(
                    funding.pendingStep(),
                    funding.pendingRatePpb(),
                    funding.pendingIndex(),
                    funding.pendingEndMs());
        }
    }

    void loadAdoption(final DirectBuffer buffer, final int offset) {
        adoption.wrapAndApplyHeader(buffer, offset, header);
        final boolean isActive = adoption.active() == BooleanType.YES;
        require(adoption.kind() != PricedKind.NULL_VAL && (!isActive || isListed(adoption.kind(), adoption.priced())),
                "accounts adopt terms of what the snapshot does not list");
        stores.adoption().restore(
                isActive,
                adoption.judged() == BooleanType.YES,
                adoption.ceilings() == BooleanType.YES,
                adoption.kind(),
                adoption.priced(),
                adoption.cursor(),
                adoption.epoch());
    }

    private boolean isListed(final PricedKind kind, final int priced) {
        return kind == PricedKind.ASSET
                ? stores.listings().hasAsset(priced)
                : stores.listings().hasInstrument(priced);
    }

    void loadTerms(final DirectBuffer buffer, final int offset) {
        terms.wrapAndApplyHeader(buffer, offset, header);
        final long position = terms.commandPosition();
        final int role = terms.role();
        final UnsafeBuffer command = new UnsafeBuffer(new byte[terms.commandLength()]);
        terms.getCommand(command, 0, command.capacity());
        final int templateId = header.wrap(command, 0).templateId();
        require(TermsChange.isOne(templateId), "no change of terms has template " + templateId);
        final TermsChange change = new TermsChange(command, 0, command.capacity(), position);
        require(isListed(change.kind(), change.priced()), "the snapshot changes what it does not list");
        require(change.isAdopted() || (role == TermsBook.SUBMITTED && change.isSoundSale()),
                "the snapshot has terms of sale that no command can set, or that do not wait among prices");
        switch (role) {
            case TermsBook.FORMER -> bringBack(change, false);
            case TermsBook.LATEST -> bringBack(change, isUnderWay(change));
            case TermsBook.WAITING -> stores.termsBook().waiting().add(change);
            case TermsBook.SUBMITTED -> stores.termsBook().submitted().add(change);
            default -> throw new IllegalStateException("no change of terms has role " + role);
        }
    }

    private boolean isUnderWay(final TermsChange change) {
        final Adoption of = stores.adoption();
        return of.isActive() && !of.isOfCeilings() && of.kind() == change.kind() && of.priced() == change.priced();
    }

    /** The former terms of something come before the latest, so they are in force when the latest begin. */
    private void bringBack(final TermsChange change, final boolean isUnderWay) {
        stores.termsBook().begin(change);
        if (change.kind() == PricedKind.INSTRUMENT) {
            final Instrument instrument = stores.listings().instrument(change.priced());
            instrument.tiers().begin(change.marginTiers(), !stores.adoption().isJudged());
            goOn(change, instrument.tiers(), isUnderWay);
            instrument.followLowestMaintenance();
        } else {
            final Asset asset = stores.listings().asset(change.priced());
            asset.terms().begin(change.collateralTerms(), false);
            goOn(change, asset.terms(), isUnderWay);
        }
    }

    private void goOn(final TermsChange change, final Adopted<?> adopted, final boolean isUnderWay) {
        if (isUnderWay) {
            adopted.advance(stores.adoption().cursor());
        } else {
            adopted.complete();
            stores.termsBook().complete(change.kind(), change.priced());
        }
    }

    void loadThin(final DirectBuffer buffer, final int offset) {
        thin.wrapAndApplyHeader(buffer, offset, header);
        final int account = stores.accounts().find(thin.account());
        require(account != AccountStore.NONE && !stores.accounts().marks().isThin(account),
                "the snapshot has a thin account that is not there, or twice");
        stores.thinAccounts().restore(account, thin.due() == BooleanType.YES);
    }
}
