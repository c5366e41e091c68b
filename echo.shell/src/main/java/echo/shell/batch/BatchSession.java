package echo.shell.batch;

import echo.api.EchoException.Kind;
import echo.shell.words.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Lines in, answers out. After a command's output comes one line, {@code ok} or {@code error: } and the reason, so that a
 * script knows where an answer ends. Empty lines and those that begin with {@code #} are skipped.
 */
final class BatchSession {
    private final CommandProcessor processor;
    private final PrintStream output;

    BatchSession(CommandProcessor processor, PrintStream output) {
        this.processor = processor;
        this.output = output;
    }

    /** Executes {@code lines} to their end; gives the kind of the first failure, if any command failed. */
    Optional<Kind> run(BufferedReader lines) throws IOException {
        Optional<Kind> first = Optional.empty();
        try (CommandSession session = processor.createSession(InputStream.nullInputStream(), output, output)) {
            // A word with * or ? is meant as it stands, not as file names.
            session.put(CommandSession.OPTION_NO_GLOB, true);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    Optional<Kind> failure = execute(session, line);
                    first = first.isPresent() ? first : failure;
                }
            }
        }
        return first;
    }

    private Optional<Kind> execute(CommandSession session, String line) {
        try {
            print(session, session.execute(line));
            output.println("ok");
            return Optional.empty();
        } catch (Exception e) {
            CommandFailure failure = failure(e, line);
            output.println("error: " + failure);
            return Optional.of(failure.kind());
        }
    }

    private void print(CommandSession session, @Nullable Object result) {
        if (result != null) {
            output.println(session.format(result, Converter.INSPECT));
        }
    }

    private static CommandFailure failure(Exception trouble, String line) {
        if (trouble.getClass().getSimpleName().equals("CommandNotFoundException")) {
            return CommandFailure.usage("no command '" + line.strip().replaceFirst("\\s.*", "") + "'; type help");
        }
        return CommandFailure.of(trouble);
    }
}
