package echo.launcher.backup;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a backup file is: a ZIP file whose first entry says so and which storage wrote the data folder; the folder's files; and last
 * the SHA-256 sums of these, in the form that {@code sha256sum -c} reads. Without the last entry the file is not whole.
 */
final class Archive {
    static final String TITLE = "ECHO-BACKUP";
    static final String SUMS = "SHA256SUMS";
    static final String VERSION = "echo-backup 1";

    /** Names that a file of a data folder may have: nothing that leads out of it. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*){0,4}");

    private Archive() {}

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** {@code sums} in hex by file, as text. */
    static String text(Map<String, String> sums) {
        StringBuilder text = new StringBuilder();
        sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
        return text.toString();
    }

    /** The sums that {@code text} holds; lines that are none are passed over. */
    static Map<String, String> sums(String text) {
        Map<String, String> sums = new TreeMap<>();
        text.lines()
                .filter(line -> line.matches("[0-9a-f]{64}  .+"))
                .forEach(line -> sums.put(line.substring(66), line.substring(0, 64)));
        return sums;
    }
}
