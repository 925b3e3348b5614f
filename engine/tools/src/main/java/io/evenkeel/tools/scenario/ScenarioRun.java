package io.evenkeel.tools.scenario;

import io.evenkeel.client.message.Schema;
import io.evenkeel.codecs.RejectCode;
import io.evenkeel.tools.inline.InlineEngine;
import io.evenkeel.tools.scenario.ScenarioReport.Failure;
import io.evenkeel.tools.scenario.Statement.Command;
import io.evenkeel.tools.scenario.Statement.ExpectReject;
import io.evenkeel.tools.scenario.Statement.Expectation;
import java.util.ArrayList;
import java.util.List;

/** Runs one file on an engine of its own, to the end, whatever fails on the way. */
final class ScenarioRun {
    private final InlineEngine engine;
    private final Registry registry = new Registry();
    private final CommandExecutor executor;
    private final EventChecker events;
    private final ExpectationChecker checker;
    private final List<Failure> failures = new ArrayList<>();
    private int refusedLine;
    private RejectCode refusal = RejectCode.NONE;
    private int commands;
    private int expectations;

    private ScenarioRun(final Schema schema, final Slices slices, final Pools pools) {
        engine = new InlineEngine(slices == null ? Slices.USUAL : slices.limits(), slices == null);
        executor = new CommandExecutor(engine, registry);
        events = new EventChecker(schema, registry, pools);
        checker = new ExpectationChecker(engine.inspector(), registry, events);
    }

    /** Runs a file that was read. */
    static ScenarioReport run(final ScenarioFile file, final Schema schema) {
        final ScenarioRun run = new ScenarioRun(schema, file.slices(), file.pools());
        for (final ScenarioLine line : file.lines()) {
            run.take(line);
        }
        run.settleRefusal();
        final List<Failure> inOrder = new ArrayList<>(run.failures);
        inOrder.sort(java.util.Comparator.comparingInt(Failure::line));
        return new ScenarioReport(
                file.name(), run.commands, run.expectations, inOrder, run.engine.inspector().stateHash());
    }

    private void take(final ScenarioLine line) {
        if (line.statement() instanceof Command command) {
            settleRefusal();
            execute(line.number(), command);
        } else if (line.statement() instanceof Expectation expectation) {
            if (expectation instanceof ExpectReject) {
                refusal = RejectCode.NONE;
            }
            check(line.number(), expectation);
        }
    }

    private void execute(final int line, final Command command) {
        commands++;
        engine.forgetEvents();
        final RejectCode code = command.runOn(executor);
        events.take(engine.events());
        checker.answered(code);
        refusal = code;
        refusedLine = line;
    }

    private void check(final int line, final Expectation expectation) {
        expectations++;
        final Comparison comparison = expectation.checkWith(checker);
        if (comparison.isDifferent()) {
            failures.add(new Failure(line, comparison.expected(), comparison.actual()));
        }
    }

    /** A refusal that no expectReject has taken up by the next command is a failure. */
    private void settleRefusal() {
        if (refusal != RejectCode.NONE) {
            failures.add(new Failure(refusedLine, "the command to be accepted", "refused: " + refusal));
            refusal = RejectCode.NONE;
        }
    }
}
