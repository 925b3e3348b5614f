package io.evenkeel.tools.scenario;

import io.evenkeel.client.PriceTerms;
import io.evenkeel.codecs.RejectCode;

/** What lines about prices say: who speaks for them, what is said, and how they are formed. */
interface PriceStatement extends Statement.Command {
    /** Hands the command to what writes such commands. {@return why it was refused; NONE if it was not} */
    RejectCode runOn(PriceWriter writer);

    @Override
    default RejectCode runOn(final CommandExecutor executor) {
        return runOn(executor.prices());
    }

    /** Submits a price of one source. {@code sourceTimeMs} is null for now. */
    record SubmitPrice(Denomination priced, String source, long price, long confidence, Long sourceTimeMs)
            implements PriceStatement {
        @Override
        public RejectCode runOn(final PriceWriter writer) {
            return writer.submit(this);
        }
    }

    /** Halts or resumes a price. */
    record Halt(Denomination priced, boolean isHalted) implements PriceStatement {
        @Override
        public RejectCode runOn(final PriceWriter writer) {
            return writer.halt(this);
        }
    }

    /** Lets a source speak for a price. */
    record AddPriceSource(Denomination priced, String source, int weight) implements PriceStatement {
        @Override
        public RejectCode runOn(final PriceWriter writer) {
            return writer.add(this);
        }
    }

    /** Lets a source speak for a price no longer. */
    record RemovePriceSource(Denomination priced, String source) implements PriceStatement {
        @Override
        public RejectCode runOn(final PriceWriter writer) {
            return writer.remove(this);
        }
    }

    /** Sets how a price is formed and when it may be trusted, all at once. */
    record SetPriceTerms(Denomination priced, PriceTerms terms) implements PriceStatement {
        @Override
        public RejectCode runOn(final PriceWriter writer) {
            return writer.terms(this);
        }
    }
}
