package io.evenkeel.core.risk;

import io.evenkeel.codecs.AccountStatus;
import io.evenkeel.codecs.PriceState;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.adoption.Adoption;
import io.evenkeel.core.inspect.AccountReport;
import io.evenkeel.core.inspect.BalanceReport;
import io.evenkeel.core.inspect.EngineCounters;
import io.evenkeel.core.inspect.HouseAccount;
import io.evenkeel.core.inspect.Inspector;
import io.evenkeel.core.inspect.InstructionReport;
import io.evenkeel.core.inspect.PositionReport;
import io.evenkeel.core.inspect.PriceReport;
import io.evenkeel.core.inspect.SourceReport;
import io.evenkeel.core.inspect.TermsReport;
import io.evenkeel.core.ledger.AccountPhase;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.AccountTerms;
import io.evenkeel.core.ledger.ExposureStore;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.ledger.WallFields;
import io.evenkeel.core.liquidation.BankruptcyPrice;
import io.evenkeel.core.liquidation.LiquidationStore;
import io.evenkeel.core.listing.Asset;
import io.evenkeel.core.listing.Instrument;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.margin.LiquidationPrice;
import io.evenkeel.core.margin.MarginState;
import io.evenkeel.core.notice.StatusNotices;
import io.evenkeel.core.settlement.InstructionStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/** Reads Risk's state for reports, scenarios and tests. Allocates; changes nothing. */
public final class RiskInspector implements Inspector {
    private final RiskStores stores;
    private final RiskStage stage;
    private final LongSupplier stateHash;
    private final BiFunction<PricedKind, Integer, List<SourceReport>> sources;
    private final AccountView view;
    private final MarginState margin = new MarginState();

    /** Makes an inspector; {@code stateHash} is that of all stages, {@code sources} are what Price knows of them. */
    public RiskInspector(
            final RiskStores stores,
            final RiskStage stage,
            final LongSupplier stateHash,
            final BiFunction<PricedKind, Integer, List<SourceReport>> sources) {
        this.sources = sources;
        this.stores = stores;
        this.stage = stage;
        this.stateHash = stateHash;
        view = new AccountView(stores.listings(), stores.accounts(), stores.positions());
    }

    @Override
    public List<SourceReport> sources(final PricedKind kind, final int priced) {
        return sources.apply(kind, priced);
    }

    @Override
    public long[] accountIds() {
        final AccountStore accounts = stores.accounts();
        final long[] ids = new long[accounts.size()];
        int count = 0;
        for (int account = 0; account < accounts.slots(); account++) {
            if (accounts.isOccupied(account)) {
                ids[count++] = accounts.id(account);
            }
        }
        Arrays.sort(ids);
        return ids;
    }

    @Override
    public AccountReport account(final long accountId) {
        final AccountStore accounts = stores.accounts();
        final int account = accounts.findAny(accountId);
        if (account == AccountStore.NONE) {
            return null;
        }
        margin.compute(view.load(account));
        return new AccountReport(
                accountId,
                accounts.owner(account),
                accounts.kind(account),
                status(account),
                margin.equityUnits(),
                margin.initialUnits(),
                margin.maintenanceUnits(),
                accounts.isCertified(account) && stage.task().isWaiting(account),
                liquidation(account),
                balances(),
                positions());
    }

    @Override
    public TermsReport terms(final long accountId) {
        final int account = stores.accounts().findAny(accountId);
        if (account == AccountStore.NONE) {
            return null;
        }
        final AccountTerms terms = stores.accounts().terms();
        return new TermsReport(
                stores.accounts().leverage(account),
                terms.feeTier(account),
                terms.settlement(account),
                terms.reservedMargin(account),
                terms.withdrawalsPausedUntilMs(account));
    }

    @Override
    public List<InstructionReport> instructions(final long accountId) {
        final List<InstructionReport> reports = new ArrayList<>();
        final InstructionStore instructions = stores.instructions();
        final int account = stores.accounts().findAny(accountId);
        int it = account == AccountStore.NONE ? InstructionStore.NONE : stores.accounts().firstInstruction(account);
        while (it != InstructionStore.NONE) {
            final boolean isTold = instructions.timesSent(it) > 0;
            reports.add(new InstructionReport(
                    instructions.id(it),
                    instructions.kind(it),
                    instructions.asset(it),
                    instructions.amount(it),
                    isTold,
                    isTold ? stores.terms().repeatDueMs(instructions.timeMs(it)) : instructions.timeMs(it)));
            it = instructions.olderOfAccount(it);
        }
        Collections.reverse(reports);
        return reports;
    }

    private AccountStatus status(final int account) {
        return StatusNotices.status(stores.accounts().phase(account), margin);
    }

    private long liquidation(final int account) {
        final int record = stores.accounts().liquidation(account);
        if (record != LiquidationStore.NONE) {
            return stores.liquidations().id(record);
        }
        return stores.accounts().phase(account) == AccountPhase.BREACHED ? -1 : 0;
    }

    private List<BalanceReport> balances() {
        final List<BalanceReport> reports = new ArrayList<>();
        final ExposureStore exposures = stores.accounts().exposures();
        for (int ordinal = 0; ordinal < view.exposureCount(); ordinal++) {
            final int exposure = view.exposure(ordinal);
            long effective = view.balance(ordinal);
            for (int i = 0; i < view.positionCount(); i++) {
                effective += view.ordinalOfPosition(i) == ordinal ? view.unrealised(i) : 0;
            }
            reports.add(new BalanceReport(
                    exposures.asset(exposure),
                    view.balance(ordinal),
                    effective,
                    exposures.bound(exposure),
                    WallFields.linkState(exposures.address(exposure)) != WallFields.UNLINKED));
        }
        reports.sort(Comparator.comparingInt(BalanceReport::asset));
        return reports;
    }

    private List<PositionReport> positions() {
        final List<PositionReport> reports = new ArrayList<>();
        final PositionStore positions = stores.positions();
        for (int i = 0; i < view.positionCount(); i++) {
            final int position = view.position(i);
            reports.add(new PositionReport(
                    view.instrument(i).id(),
                    view.quantity(i),
                    view.entryValue(i),
                    positions.entryCost(position),
                    view.unrealised(i),
                    positions.trigger(position),
                    WallFields.linkState(positions.address(position)) != WallFields.UNLINKED));
        }
        reports.sort(Comparator.comparingInt(PositionReport::instrument));
        return reports;
    }

    @Override
    public OptionalLong liquidationPrice(final long accountId, final int instrument) {
        final int account = stores.accounts().findAny(accountId);
        if (account == AccountStore.NONE) {
            return OptionalLong.empty();
        }
        final int position = view.load(account).find(instrument);
        if (position == AccountView.NONE) {
            return OptionalLong.empty();
        }
        final long price = new LiquidationPrice().of(view, position);
        return price == LiquidationPrice.NONE ? OptionalLong.empty() : OptionalLong.of(price);
    }

    @Override
    public OptionalLong bankruptcyPrice(final long accountId, final int instrument) {
        final int account = stores.accounts().findAny(accountId);
        if (account == AccountStore.NONE) {
            return OptionalLong.empty();
        }
        margin.compute(view.loadFavoured(account));
        final int position = view.find(instrument);
        return position == AccountView.NONE
                ? OptionalLong.empty()
                : OptionalLong.of(new BankruptcyPrice().of(view, position, margin.equity()));
    }

    @Override
    public PriceReport price(final PricedKind kind, final int priced) {
        if (kind == PricedKind.ASSET) {
            if (!stores.listings().hasAsset(priced)) {
                return null;
            }
            final Asset asset = stores.listings().asset(priced);
            return report(asset.index(), asset.price(), asset.state());
        }
        if (!stores.listings().hasInstrument(priced)) {
            return null;
        }
        final Instrument instrument = stores.listings().instrument(priced);
        return report(instrument.index(), instrument.mark(), instrument.state());
    }

    private static PriceReport report(final long index, final long mark, final PriceState state) {
        return new PriceReport(index, mark, state);
    }

    @Override
    public long houseBalance(final HouseAccount house, final int id, final int asset) {
        return stores.house().balance(house, id, asset);
    }

    @Override
    public boolean isTaskRunning() {
        return stage.task().isRunning();
    }

    @Override
    public long termsAdoptedTo() {
        final Adoption adoption = stores.adoption();
        return adoption.isActive() && adoption.isJudged() ? adoption.cursor() : Long.MAX_VALUE;
    }

    @Override
    public boolean isCycleRunning() {
        return stores.cycle().isRunning();
    }

    @Override
    public boolean isClosingMarkets() {
        return stage.isClosing();
    }

    @Override
    public List<String> violatedInvariants() {
        return stage.invariants().violated();
    }

    @Override
    public long stateHash() {
        return stateHash.getAsLong();
    }

    @Override
    public EngineCounters counters() {
        return new EngineCounters(
                stores.certifier().evaluations(),
                stores.renewal().renewals(),
                stage.task().ticks(),
                stage.task().multiSliceTasks(),
                stage.task().touchedInTask(),
                stage.task().breachCount(),
                stage.task().queueOverflows());
    }
}
