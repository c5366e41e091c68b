package echo.shell.words;

import echo.api.EchoException;
import echo.api.EchoException.Kind;

/**
 * Why a command did nothing. Its text form is the message alone: that is what Gogo's shell prints of an exception.
 */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    public CommandFailure(Kind kind, String message) {
        super(oneLine(message));
        this.kind = kind;
    }

    /** A use that cannot be meant. */
    public static CommandFailure usage(String message) {
        return new CommandFailure(Kind.USAGE, message);
    }

    /** The failure that tells what {@code trouble} told. */
    public static CommandFailure of(Throwable trouble) {
        if (trouble instanceof CommandFailure failure) {
            return failure;
        }
        Kind kind = trouble instanceof EchoException echo ? echo.kind() : Kind.USAGE;
        boolean told = trouble instanceof EchoException || trouble instanceof IllegalArgumentException;
        String message = String.valueOf(trouble.getMessage());
        return new CommandFailure(kind, told ? message : trouble.getClass().getSimpleName() + ": " + message);
    }

    /** What kind of trouble, and so the exit code of a batch that met it. */
    public Kind kind() {
        return kind;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // that is what Gogo prints
    public String toString() {
        return String.valueOf(getMessage());
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
