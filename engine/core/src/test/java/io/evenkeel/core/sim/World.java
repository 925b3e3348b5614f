package io.evenkeel.core.sim;

import io.evenkeel.codecs.AccountKind;
import io.evenkeel.codecs.AdlPolicy;
import io.evenkeel.codecs.PricedKind;
import io.evenkeel.core.EngineLimits;
import io.evenkeel.core.gate.Permissions;
import io.evenkeel.core.sim.command.CommandWriter;
import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.Parties;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.FundingTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulation starts from: terms, accounts, first prices, and the size of the engine's slices and queue.
 *
 * @param terms            assets and instruments.
 * @param limits           capacities of the engine.
 * @param holders          accounts.
 * @param instrumentPrices first price of each instrument.
 * @param assetPrices      first price of each asset; unused for the numeraire.
 * @param sourcesPerPrice  sources of each price, by instrument and then by asset.
 * @param chance           seed of the choices of those who compare.
 * @param funding          terms of funding by instrument, for those that have any.
 * @param expiries         expiry by instrument, for dated futures.
 */
public record World(
        Terms terms,
        EngineLimits limits,
        List<Holder> holders,
        List<Long> instrumentPrices,
        List<Long> assetPrices,
        List<Integer> sourcesPerPrice,
        long chance,
        Map<Integer, FundingTerms> funding,
        Map<Integer, Long> expiries) {

    /** Makes a world of perpetuals without funding. */
    public World(
            final Terms terms,
            final EngineLimits limits,
            final List<Holder> holders,
            final List<Long> instrumentPrices,
            final List<Long> assetPrices,
            final List<Integer> sourcesPerPrice,
            final long chance) {
        this(terms, limits, holders, instrumentPrices, assetPrices, sourcesPerPrice, chance, Map.of());
    }

    /** Makes a world of perpetuals. */
    public World(
            final Terms terms,
            final EngineLimits limits,
            final List<Holder> holders,
            final List<Long> instrumentPrices,
            final List<Long> assetPrices,
            final List<Integer> sourcesPerPrice,
            final long chance,
            final Map<Integer, FundingTerms> funding) {
        this(terms, limits, holders, instrumentPrices, assetPrices, sourcesPerPrice, chance, funding, Map.of());
    }

    /** What the bystander may do at first. */
    static final int BYSTANDER_ROLES = Permissions.AUDITOR;

    /** Insurance pools that there are markets of. */
    static final int SEGMENTS = 3;
    /** Insurance pools that have money: one more, of which there is no market yet. */
    static final int POOLS = SEGMENTS + 1;

    /** Account of the venue: exempt, on the other side of whatever the simulation wants. */
    public static final long OMNIBUS = 1_000_000;

    /**
     * An account.
     *
     * @param account   account id.
     * @param isOmnibus whether it is exempt.
     * @param leverage  largest leverage; 0 for none.
     */
    public record Holder(long account, boolean isOmnibus, int leverage) {
    }

    /** {@return how counterparties of deleveragings in an instrument are picked} */
    public static AdlPolicy policyOf(final int instrument) {
        return instrument % 2 == 0 ? AdlPolicy.PRO_RATA : AdlPolicy.QUEUE;
    }

    /** {@return the same world without funding and expiries} */
    public World withoutFunding() {
        return new World(terms, limits, holders, instrumentPrices, assetPrices, sourcesPerPrice, chance);
    }

    /** {@return ids of the sources of a price} */
    public List<Integer> sources(final PricedKind kind, final int priced) {
        final int row = kind == PricedKind.INSTRUMENT ? priced : terms.instruments().size() + priced;
        final List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < sourcesPerPrice.get(row); i++) {
            ids.add(1 + row * 8 + i);
        }
        return ids;
    }

    /** {@return commands that set one price at all its sources} */
    public List<LogEntry> price(final PricedKind kind, final int priced, final long price) {
        final List<LogEntry> entries = new ArrayList<>();
        sources(kind, priced).forEach(source -> entries.add(new LogEntry.Price(kind, priced, source, price, 0)));
        return entries;
    }

    /** {@return commands that make this world: participants, assets, instruments, sources, accounts, first prices} */
    public List<LogEntry> setup() {
        final List<LogEntry> entries = new ArrayList<>();
        admit(entries, Parties.VENUE, roles -> roles.venue(true));
        admit(entries, Parties.ORACLE, roles -> roles.oracle(true));
        admit(entries, Parties.GATEWAY, roles -> roles.gateway(true));
        admit(entries, Parties.EVEN_OWNER, roles -> roles.owner(true).keeper(true));
        admit(entries, Parties.ODD_OWNER, roles -> roles.owner(true).keeper(true));
        admit(entries, Parties.BYSTANDER, roles -> roles.auditor(true));
        for (final AssetTerms asset : terms.assets()) {
            entries.add(new LogEntry.Setup((writer, sequence) -> writer.addAsset(sequence, asset), "# " + asset));
        }
        for (final InstrumentTerms instrument : terms.instruments()) {
            entries.add(new LogEntry.Setup(
                    (writer, sequence) -> writer.addInstrument(
                            sequence, instrument, expiries.getOrDefault(instrument.id(), 0L)),
                    "# " + instrument));
        }
        new TreeMap<>(funding).forEach((instrument, wanted) -> entries.add(new LogEntry.Setup(
                (writer, sequence) -> writer.fundingTerms(sequence, instrument, wanted), "# " + wanted)));
        for (final Holder holder : holders) {
            entries.add(new LogEntry.Setup(
                    (writer, sequence) -> writer.addAccount(
                            sequence,
                            holder.account(),
                            holder.isOmnibus() ? Parties.VENUE : Parties.ownerOf(holder.account()),
                            holder.isOmnibus() ? AccountKind.OMNIBUS : AccountKind.STANDARD,
                            holder.leverage()),
                    "{\"account\":{\"id\":" + holder.account() + ",\"leverage\":\"" + holder.leverage() + "\"}}"));
        }
        addPrices(entries);
        return entries;
    }

    private void addPrices(final List<LogEntry> entries) {
        for (int i = 0; i < instrumentPrices.size(); i++) {
            addSources(entries, PricedKind.INSTRUMENT, i);
            entries.addAll(price(PricedKind.INSTRUMENT, i, instrumentPrices.get(i)));
        }
        for (int i = 1; i < assetPrices.size(); i++) {
            addSources(entries, PricedKind.ASSET, i);
            entries.addAll(price(PricedKind.ASSET, i, assetPrices.get(i)));
        }
    }

    private void addSources(final List<LogEntry> entries, final PricedKind kind, final int priced) {
        for (final int source : sources(kind, priced)) {
            entries.add(new LogEntry.Setup(
                    (writer, sequence) -> writer.addPriceSource(sequence, kind, priced, source, 1),
                    "# source " + source + " of " + LogEntry.symbol(kind, priced)));
        }
    }

    private static void admit(
            final List<LogEntry> entries, final int participant, final CommandWriter.Roles roles) {
        entries.add(new LogEntry.Setup(
                (writer, sequence) -> writer.addParticipant(sequence, participant, roles, 0),
                "# participant " + participant));
    }
}
