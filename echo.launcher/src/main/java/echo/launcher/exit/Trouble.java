package echo.launcher.exit;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why {@code echodb} ends before its work is done. The message is one line: what is wrong and what to do. */
public final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The text of an {@code EchoException}, alone or as the first line of a stack trace: its kind and its message. */
    private static final Pattern REASON = Pattern.compile("(USAGE|NETWORK|STORAGE|REFUSED|CORRUPT|UNAVAILABLE): (.*)");

    private final ExitCode exitCode;

    public Trouble(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public Trouble(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** What the first {@code EchoException} in {@code text} tells. The launcher sees no bundle, so it knows their text alone. */
    public static Optional<Trouble> told(String text) {
        Matcher reason = REASON.matcher(text);
        return reason.find()
                ? Optional.of(new Trouble(ExitCode.named(reason.group(1)).orElse(ExitCode.FAILED), reason.group(2)))
                : Optional.empty();
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
