package echo.launcher.exit;

/** Why {@code echodb} ends before its work is done. The message is one line: what is wrong and what to do. */
public final class Trouble extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    public Trouble(ExitCode exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public Trouble(ExitCode exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public ExitCode exitCode() {
        return exitCode;
    }
}
