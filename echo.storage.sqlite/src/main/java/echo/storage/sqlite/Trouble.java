package echo.storage.sqlite;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What SQLite reports, as people are told of it. */
final class Trouble {
    /*
     * The statements are fixed and fit the schema. So where one is none (1), or a row does not fit (19, 20), the file is not as it
     * was made, like where it is malformed (11) or no database (26).
     */

    /** The low byte of a result code is the primary one (sqlite.org, "Result and Error Codes"). */
    private static final int PRIMARY = 0xff;

    private Trouble() {}

    /**
     * The exception for what went wrong.
     *
     * @param what was tried, as in "cannot {@code what}"
     */
    static EchoException of(Path file, String what, SQLException cause) {
        String tried = "cannot " + what + " (" + cause.getMessage() + "): ";
        return switch (cause.getErrorCode() & PRIMARY) {
            case 1, 11, 19, 20, 26 -> new EchoException(Kind.CORRUPT, damaged(file, cause.getMessage()), cause);
            case 3, 8, 14 -> storage(tried + "let this user read and write it and its folder", cause);
            case 5, 6 -> storage(tried + "another program writes to it; let that one end, then restart", cause);
            case 13 -> storage(tried + "make free space on the disk, then restart", cause);
            default -> storage(tried + "check the disk and its free space, then restart", cause);
        };
    }

    private static EchoException storage(String message, SQLException cause) {
        return new EchoException(Kind.STORAGE, message, cause);
    }

    /** {@code file} does not hold what was written. */
    static EchoException corrupt(Path file, String reason) {
        return new EchoException(Kind.CORRUPT, damaged(file, reason));
    }

    private static String damaged(Path file, @Nullable String reason) {
        return file + " is damaged: " + reason
                + "; it was left as it is: restore it from a backup, or see what sqlite3 makes of it (PRAGMA integrity_check)";
    }
}
