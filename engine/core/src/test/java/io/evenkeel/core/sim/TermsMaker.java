package io.evenkeel.core.sim;

import io.evenkeel.core.sim.command.LogEntry;
import io.evenkeel.core.sim.command.TermsEntry;
import io.evenkeel.model.AssetTerms;
import io.evenkeel.model.InstrumentTerms;
import io.evenkeel.model.Terms;
import io.evenkeel.model.Tiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes changes of terms about those that were listed: stricter ones, milder ones, and now and then unsound ones. */
final class TermsMaker {
    private static final long MILLION = 1_000_000;
    private static final int NOT_LISTED = 60;

    private final Terms listed;
    private final Random random;

    TermsMaker(final Terms listed, final Random random) {
        this.listed = listed;
        this.random = random;
    }

    /** {@return the next entry} */
    LogEntry next() {
        return random.nextBoolean() ? margin() : collateral();
    }

    LogEntry margin() {
        final InstrumentTerms terms = listed.instruments().get(random.nextInt(listed.instruments().size()));
        final int percent = 60 + random.nextInt(90);
        final Tiers maintenance = scaled(terms.maintenance(), percent, 0);
        final Tiers initial = scaled(terms.initial(), percent, random.nextInt(3) * 5_000L);
        final long oiLower = terms.oiLower() * (random.nextInt(3) + 1) / 2;
        final InstrumentTerms wanted = terms.withMargin(
                initial, maintenance, oiLower, terms.oiUpper() == 0 ? 0 : oiLower + terms.oiUpper());
        return new TermsEntry.Margin(random.nextInt(4) == 0 ? unsound(wanted) : wanted);
    }

    private InstrumentTerms unsound(final InstrumentTerms wanted) {
        return switch (random.nextInt(5)) {
            case 0 -> listed.instruments().get(0).withId(NOT_LISTED);
            case 1 -> wanted.withMargin(wanted.maintenance(), scaled(wanted.maintenance(), 120, 1), 0, 0);
            case 2 -> wanted.withMargin(
                    flat(MILLION + random.nextInt(2)), flat(MILLION - random.nextInt(90_000)), 0, 0);
            case 3 -> wanted.withMargin(
                    wanted.initial(), wanted.maintenance(), wanted.oiUpper() + 1, wanted.oiUpper());
            default -> wanted.withMargin(falling(wanted.initial()), wanted.maintenance(), 0, 0);
        };
    }

    private static Tiers flat(final long ratePpm) {
        return new Tiers(List.of(new Tiers.Step(Tiers.NO_END, ratePpm)));
    }

    private static Tiers falling(final Tiers tiers) {
        final List<Tiers.Step> steps = new ArrayList<>();
        for (int i = 0; i < tiers.steps().size(); i++) {
            steps.add(new Tiers.Step(tiers.steps().get(i).upTo(), Math.min(MILLION, 900_000L - i)));
        }
        return new Tiers(steps);
    }

    /** Rates in percent of what they were, and something added; they stay below the whole. */
    private static Tiers scaled(final Tiers tiers, final int percent, final long addedPpm) {
        return new Tiers(tiers.steps().stream()
                .map(step -> new Tiers.Step(step.upTo(), Math.min(700_000, step.ratePpm() * percent / 100 + addedPpm)))
                .toList());
    }

    LogEntry collateral() {
        final AssetTerms terms = listed.assets().get(random.nextInt(listed.assets().size()));
        final int borrowMm = terms.borrowMmPpm() * (50 + random.nextInt(100)) / 100;
        final AssetTerms wanted = terms.withWorth(
                scaled(terms.haircuts(), 50 + random.nextInt(100), random.nextInt(2) * 5_000L),
                terms.borrowAddOnPpm() * random.nextInt(3),
                borrowMm + random.nextInt(60_000),
                borrowMm);
        return new TermsEntry.Collateral(random.nextInt(4) == 0 ? unsound(wanted) : wanted);
    }

    private AssetTerms unsound(final AssetTerms wanted) {
        return switch (random.nextInt(4)) {
            case 0 -> wanted.withId(NOT_LISTED);
            case 1 -> wanted.withWorth(wanted.haircuts(), wanted.borrowAddOnPpm(), 10_000, 10_001);
            case 2 -> wanted.withWorth(flat(999_999), wanted.borrowAddOnPpm(), 0, 0);
            default -> wanted.withWorth(wanted.haircuts(), -1 - random.nextInt(10), 0, 0);
        };
    }
}
