package echo.launcher.exit;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * With what the {@code echodb} command ends. The codes from {@link #USAGE} on are those of {@code echo.api.EchoException.Kind},
 * by the same names; the launcher sees no bundle, so they are written here a second time, and a test compares them.
 */
public enum ExitCode {
    OK(0, "all went well"),
    /** Also what the JVM ends with when the launcher itself is broken. */
    FAILED(1, "the demo found a difference, or ECHO has a fault"),
    USAGE(2, "a command, option or value is wrong"),
    NETWORK(3, "an address cannot be bound or reached"),
    STORAGE(4, "a file or folder cannot be used, or another node holds it"),
    REFUSED(5, "an invitation was refused"),
    CORRUPT(6, "stored bytes are not what was written"),
    UNAVAILABLE(7, "a part of ECHO that is needed does not run"),
    /** BSD's {@code EX_TEMPFAIL}. */
    RESTART(75, "the node asks to be started again");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    /** One line for the help. */
    public String meaning() {
        return meaning;
    }

    /** The exit code of that name, if there is one. */
    public static Optional<ExitCode> named(String name) {
        return Stream.of(values()).filter(code -> code.name().equals(name)).findFirst();
    }
}
