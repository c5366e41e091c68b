package echo.launcher.backup;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that a backup copies.
 *
 * @param name its name in the data folder, with / between folders
 * @param bytes how many of its first bytes count; -1 for all
 * @param source where it is
 */
record Saved(String name, long bytes, Path source) {
    /** The file that a storage tells of in {@code line}: the three, with tabs between. */
    static Saved of(String line) {
        List<String> parts = List.of(line.split("\t", 3));
        return new Saved(parts.get(0), Long.parseLong(parts.get(1)), Path.of(parts.get(2)));
    }

    /** Whether the backup is of no use without it. Others may have been deleted by the node meanwhile. */
    boolean isNeeded() {
        return bytes >= 0;
    }
}
