package io.evenkeel.tools;

import io.evenkeel.tools.cluster.EndedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a command says when it cannot go on: one line that begins with its name. A wrong call and a file that cannot be
 * used exit with 2, a cluster that does not answer as it must with 1. Anything else is a fault of this program, which
 * shows where it happened and exits with 70.
 */
final class CommandErrors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int CHECK_FAILED = 1;
    private static final int WRONG_INPUT = 2;
    private static final int FAULT = 70;
    private static final int ENDED = 130;

    @Override
    public int handleParseException(final ParameterException exception, final String[] arguments) {
        final CommandLine command = exception.getCommandLine();
        final StringBuilder line = new StringBuilder(firstLine(exception.getMessage()));
        if (exception instanceof UnmatchedArgumentException unmatched && !unmatched.getSuggestions().isEmpty()) {
            line.append("; did you mean ").append(String.join(" or ", unmatched.getSuggestions())).append('?');
        }
        say(command, line + " (" + command.getCommandSpec().qualifiedName() + " --help tells more)");
        return WRONG_INPUT;
    }

    @Override
    public int handleExecutionException(
            final Exception exception, final CommandLine command, final ParseResult parseResult) {
        if (exception instanceof EndedException) {
            say(command, exception.getMessage());
            return ENDED;
        }
        if (exception instanceof IOException io) {
            say(command, reason(io));
            return WRONG_INPUT;
        }
        if (exception instanceof UncheckedIOException unchecked) {
            say(command, unchecked.getMessage() + ": " + reason(unchecked.getCause()));
            return WRONG_INPUT;
        }
        if (exception instanceof IllegalStateException && exception.getMessage() != null) {
            say(command, exception.getMessage());
            return CHECK_FAILED;
        }
        say(command, "a fault of this program:");
        exception.printStackTrace(command.getErr());
        return FAULT;
    }

    private static void say(final CommandLine command, final String line) {
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + line);
        command.getErr().flush();
    }

    /** {@return why a file cannot be used; some exceptions of the file system say no more than its name} */
    private static String reason(final IOException exception) {
        if (exception instanceof NoSuchFileException) {
            return exception.getMessage() + ": no such file";
        }
        if (exception instanceof AccessDeniedException) {
            return exception.getMessage() + ": permission denied";
        }
        return exception.getMessage() == null ? exception.toString() : exception.getMessage();
    }

    private static String firstLine(final String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }
}
