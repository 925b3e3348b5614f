package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Verdicts that are kept, and the wrong one that judging anew finds out. */
class VerdictsTest {
    private static final Tiers TENTH = new Tiers(List.of(new Tiers.Step(Tiers.NO_END, 100_000)));
    private static final Terms TERMS = Terms.of(
            List.of(new AssetTerms(0, -6, 0, true, 0, 0, 0, new Tiers(List.of()), 1, 0)),
            List.of(new InstrumentTerms(
                    0, 0, 1, -2, -4, BigInteger.ONE, 1, 1, 1, 0, 0, 0, 2_000, 0, 0, 0, 0, TENTH, TENTH)));

    private final Prices prices = new Prices();
    private final TermsInForce inForce = new TermsInForce(TERMS);
    private final Verdicts verdicts = new Verdicts(inForce, new Judge(inForce), prices);
    private final ModelAccount account = new ModelAccount(1, false, 0, TERMS);

    VerdictsTest() {
        account.credit(0, 5_000);
        account.position(0).book(TERMS.instruments().get(0), 10, 100);
    }

    /** Says one price first, and what is kept secret from then on. */
    private static final class Prices implements PriceView {
        private long shown = 100;
        private long secret = 100;
        private boolean isShown;

        void show(final long price) {
            shown = price;
            secret = price;
            isShown = false;
        }

        void change(final long price) {
            secret = price;
            isShown = false;
        }

        @Override
        public long instrumentPrice(final int instrument, final boolean isLong) {
            final long price = isShown ? secret : shown;
            isShown = true;
            return price;
        }

        @Override
        public BigInteger netPrice(final int instrument, final boolean isLong) {
            return BigInteger.valueOf(shown).multiply(Funding.SCALE);
        }

        @Override
        public long assetPrice(final int asset, final int sign) {
            return 1;
        }
    }

    @Test
    void shouldKeepAVerdictWhenNothingItDependsOnHasChanged() {
        final Health first = verdicts.of(account);
        prices.show(100);
        assertThat(verdicts.of(account)).isSameAs(first);
    }

    @Test
    void shouldJudgeAnewWhenAPriceABalanceOrAPositionHasChanged() {
        final Health first = verdicts.of(account);
        prices.show(101);
        final Health risen = verdicts.of(account);
        assertThat(risen.equity()).isGreaterThan(first.equity());
        account.credit(0, 1);
        final Health richer = verdicts.of(account);
        assertThat(richer.equity()).isGreaterThan(risen.equity());
        account.position(0).book(TERMS.instruments().get(0), 1, 101);
        assertThat(verdicts.of(account).requirement()).isGreaterThan(richer.requirement());
    }

    @Test
    void shouldFailWhenAVerdictThatWasKeptIsNotWhatJudgingAnewFinds() {
        verdicts.of(account);
        prices.change(90);
        assertThatThrownBy(() -> verdicts.renew(account))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("account 1 was kept as");
    }
}
