package io.evenkeel.model;

/** Which changes of terms are admitted (SPEC 3): each is held to the latest that was, whoever has adopted it. */
public final class AdmittedTerms {
    private static final long MILLION = 1_000_000;

    private Terms latest;

    /** Starts with what was listed. */
    public AdmittedTerms(final Terms listed) {
        latest = listed;
    }

    /** What is to be said of a change. */
    public enum Verdict {
        /** It is admitted. */
        SOUND,
        /** It would make health fall where a price rises, or makes no sense. */
        UNSOUND,
        /** There is no such asset or instrument. */
        UNKNOWN
    }

    /** {@return what is to be said of new margin terms} */
    public Verdict judge(final InstrumentTerms wanted) {
        if (wanted.id() >= latest.instruments().size()) {
            return Verdict.UNKNOWN;
        }
        final AssetTerms asset = latest.assets().get(wanted.settlementAsset());
        final boolean isScalingSound = (wanted.oiUpper() == 0 && wanted.oiLower() == 0)
                || (wanted.oiLower() >= 0 && wanted.oiUpper() > wanted.oiLower());
        return isScalingSound
                        && isRising(wanted.initial())
                        && isRising(wanted.maintenance())
                        && isCovered(wanted)
                        && wanted.maintenance().largestRatePpm() + asset.largestHaircutPpm() <= MILLION
                ? Verdict.SOUND
                : Verdict.UNSOUND;
    }

    /** {@return what is to be said of new collateral terms} */
    public Verdict judge(final AssetTerms wanted) {
        if (wanted.id() >= latest.assets().size()) {
            return Verdict.UNKNOWN;
        }
        final boolean areRatesSound = isShare(wanted.borrowAddOnPpm())
                && isShare(wanted.borrowMmPpm())
                && isShare(wanted.borrowImPpm())
                && wanted.borrowMmPpm() <= wanted.borrowImPpm();
        final boolean areHaircutsSound = wanted.id() == 0
                ? wanted.haircuts().steps().isEmpty()
                : isRising(wanted.haircuts());
        return areRatesSound
                        && areHaircutsSound
                        && latest.instruments().stream()
                                .filter(instrument -> instrument.settlementAsset() == wanted.id())
                                .allMatch(instrument -> instrument.maintenance().largestRatePpm()
                                        + wanted.largestHaircutPpm() <= MILLION)
                ? Verdict.SOUND
                : Verdict.UNSOUND;
    }

    private static boolean isShare(final long ppm) {
        return ppm >= 0 && ppm <= MILLION;
    }

    /** Ends rise, the last tier has none; rates are shares that do not fall with size. */
    private static boolean isRising(final Tiers tiers) {
        long end = 0;
        long rate = 0;
        for (final Tiers.Step step : tiers.steps()) {
            if (step.upTo() <= end || step.ratePpm() < rate || !isShare(step.ratePpm())) {
                return false;
            }
            end = step.upTo();
            rate = step.ratePpm();
        }
        return end == Tiers.NO_END;
    }

    /** No MM above IM, in any tier. */
    private static boolean isCovered(final InstrumentTerms wanted) {
        for (int i = 0; i < wanted.initial().steps().size(); i++) {
            if (wanted.maintenance().steps().get(i).ratePpm() > wanted.initial().steps().get(i).ratePpm()) {
                return false;
            }
        }
        return true;
    }

    /** New margin terms were admitted. */
    public void admit(final InstrumentTerms wanted) {
        latest = latest.with(wanted);
    }

    /** New collateral terms were admitted. */
    public void admit(final AssetTerms wanted) {
        latest = latest.with(wanted);
    }
}
