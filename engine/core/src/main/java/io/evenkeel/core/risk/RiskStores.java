package io.evenkeel.core.risk;

import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.adoption.Adoption;
import io.evenkeel.core.adoption.TermsBook;
import io.evenkeel.core.answer.AnswerStore;
import io.evenkeel.core.arithmetic.Bounds;
import io.evenkeel.core.booking.Ledger;
import io.evenkeel.core.ledger.AccountStore;
import io.evenkeel.core.ledger.AccountWalk;
import io.evenkeel.core.ledger.HouseAccounts;
import io.evenkeel.core.ledger.PositionStore;
import io.evenkeel.core.ledger.ReservationStore;
import io.evenkeel.core.liquidation.Deleveraging;
import io.evenkeel.core.liquidation.Insurance;
import io.evenkeel.core.liquidation.LiquidationDesk;
import io.evenkeel.core.liquidation.LiquidationStore;
import io.evenkeel.core.listing.Listings;
import io.evenkeel.core.margin.AccountView;
import io.evenkeel.core.notice.FillNotices;
import io.evenkeel.core.notice.StatusNotices;
import io.evenkeel.core.output.AccountEvents;
import io.evenkeel.core.output.EventEncoder;
import io.evenkeel.core.output.FundingEvents;
import io.evenkeel.core.output.OutputSink;
import io.evenkeel.core.output.TradeEvents;
import io.evenkeel.core.output.SettlementEvents;
import io.evenkeel.core.settlement.InstructionStore;
import io.evenkeel.core.settlement.SettlementCycle;
import io.evenkeel.core.settlement.SettlementTerms;
import io.evenkeel.core.store.RecentIds;
import io.evenkeel.core.trigger.Certifier;
import io.evenkeel.core.trigger.Corner;
import io.evenkeel.core.trigger.Ladders;
import io.evenkeel.core.trigger.ThinAccounts;
import io.evenkeel.core.trigger.WallRenewal;

/** All that Risk owns, made once and wired together; what reads or changes it is elsewhere. */
public final class RiskStores {
    private final Listings listings;
    private final AccountStore accounts;
    private final PositionStore positions;
    private final HouseAccounts house;
    private final Ladders ladders;
    private final Adoption adoption;
    private final TermsBook termsBook;
    private final ThinAccounts thinAccounts;
    private final Corner corner;
    private final Certifier certifier;
    private final WallRenewal renewal;
    private final Ledger ledger;
    private final LiquidationStore liquidations;
    private final Deleveraging deleveraging;
    private final Insurance insurance;
    private final LiquidationDesk liquidationDesk;
    private final AnswerStore answers;
    private final RecentIds tradeIds;
    private final RecentIds references;
    private final EventEncoder events;
    private final AccountEvents accountEvents;
    private final TradeEvents tradeEvents;
    private final FundingEvents fundingEvents;
    private final AccountView view;
    private final AccountWalk walk;
    private final ReservationStore reservations;
    private final StatusNotices statusNotices;
    private final FillNotices fillNotices;
    private final InstructionStore instructions;
    private final SettlementTerms terms;
    private final SettlementCycle cycle;
    private final SettlementEvents settlementEvents;

    /** Takes all memory. */
    public RiskStores(final EngineLimits limits, final OutputSink sink) {
        listings = new Listings(limits.assets(), limits.instruments());
        accounts = new AccountStore(limits.accounts(), limits.exposures());
        positions = new PositionStore(limits.positions());
        house = new HouseAccounts(limits.assets(), limits.instruments());
        ladders = new Ladders(
                positions, accounts.exposures(), limits.ladderBuckets(), limits.assets(), limits.instruments());
        adoption = new Adoption(accounts);
        termsBook = new TermsBook(limits.assets(), limits.instruments());
        thinAccounts = new ThinAccounts(accounts.marks());
        certifier = new Certifier(listings, accounts, positions, ladders, adoption, thinAccounts);
        corner = new Corner(listings, accounts, positions, adoption);
        renewal = new WallRenewal(listings, accounts, positions, ladders, corner);
        ledger = new Ledger(accounts, positions, house, corner, renewal);
        liquidations = new LiquidationStore(limits.accounts() + Bounds.MAX_POOLS);
        deleveraging = new Deleveraging(listings, accounts, positions, limits.accounts() + Bounds.MAX_POOLS);
        events = new EventEncoder(sink);
        accountEvents = new AccountEvents(events, accounts);
        tradeEvents = new TradeEvents(events);
        fundingEvents = new FundingEvents(events);
        view = new AccountView(listings, accounts, positions);
        walk = new AccountWalk(accounts, positions);
        reservations = new ReservationStore(accounts, limits.accounts());
        statusNotices = new StatusNotices(accounts, walk, view, accountEvents);
        terms = new SettlementTerms(limits.assets());
        fillNotices = new FillNotices(accounts, terms, tradeEvents);
        insurance = new Insurance(listings, accounts, positions, house, liquidations, events);
        liquidationDesk = new LiquidationDesk(
                listings, accounts, liquidations, insurance, certifier, view, deleveraging, events, statusNotices);
        answers = new AnswerStore(limits.participants());
        tradeIds = new RecentIds(limits.tradeIds());
        references = new RecentIds(limits.references());
        instructions = new InstructionStore(accounts, limits.instructions());
        cycle = new SettlementCycle(limits.instruments());
        settlementEvents = new SettlementEvents(events);
    }

    /** {@return assets and instruments} */
    public Listings listings() {
        return listings;
    }

    /** {@return accounts and their exposures} */
    public AccountStore accounts() {
        return accounts;
    }

    /** {@return open positions} */
    public PositionStore positions() {
        return positions;
    }

    /** {@return balances of the house} */
    public HouseAccounts house() {
        return house;
    }

    /** {@return insurance pools} */
    public Insurance insurance() {
        return insurance;
    }

    /** {@return price ladders} */
    public Ladders ladders() {
        return ladders;
    }

    /** {@return how far accounts have adopted the change under way} */
    public Adoption adoption() {
        return adoption;
    }

    /** {@return changes of terms in force and waiting} */
    public TermsBook termsBook() {
        return termsBook;
    }

    /** {@return accounts that are looked at whenever funding moves} */
    public ThinAccounts thinAccounts() {
        return thinAccounts;
    }

    /** {@return what gives accounts their boxes} */
    public Certifier certifier() {
        return certifier;
    }

    /** {@return what keeps certificates true} */
    public Corner corner() {
        return corner;
    }

    /** {@return what moves single walls} */
    public WallRenewal renewal() {
        return renewal;
    }

    /** {@return what books money and positions} */
    public Ledger ledger() {
        return ledger;
    }

    /** {@return open liquidations} */
    public LiquidationStore liquidations() {
        return liquidations;
    }

    /** {@return the deleveraging under way} */
    public Deleveraging deleveraging() {
        return deleveraging;
    }

    /** {@return what conducts liquidations} */
    public LiquidationDesk liquidationDesk() {
        return liquidationDesk;
    }

    /** {@return answers given} */
    public AnswerStore answers() {
        return answers;
    }

    /** {@return trade ids of venues} */
    public RecentIds tradeIds() {
        return tradeIds;
    }

    /** {@return references of gateways} */
    public RecentIds references() {
        return references;
    }

    /** {@return open instructions to gateways} */
    public InstructionStore instructions() {
        return instructions;
    }

    /** {@return limits of what comes in and goes out, and terms of settlement} */
    public SettlementTerms terms() {
        return terms;
    }

    /** {@return the settlement cycle that runs, or the last one} */
    public SettlementCycle cycle() {
        return cycle;
    }

    /** {@return what writes events of settlement} */
    public SettlementEvents settlementEvents() {
        return settlementEvents;
    }

    /** {@return what writes events} */
    public EventEncoder events() {
        return events;
    }

    /** {@return what writes events of accounts' terms and statuses} */
    public AccountEvents accountEvents() {
        return accountEvents;
    }

    /** {@return what writes what is told about orders and fills} */
    public TradeEvents tradeEvents() {
        return tradeEvents;
    }

    /** {@return margin reserved for open orders} */
    public ReservationStore reservations() {
        return reservations;
    }

    /** {@return what tells owners their accounts' statuses} */
    public StatusNotices statusNotices() {
        return statusNotices;
    }

    /** {@return what looks at fills that were booked} */
    public FillNotices fillNotices() {
        return fillNotices;
    }

    /** {@return what writes what accounts pay of funding} */
    public FundingEvents fundingEvents() {
        return fundingEvents;
    }

    /** {@return a walk over accounts for short use by whichever cursor moves} */
    public AccountWalk walk() {
        return walk;
    }

    /** {@return a view for short use by whoever works on a command} */
    public AccountView view() {
        return view;
    }
}
