package echo.launcher.backup;

import java.nio.file.Path;
import java.util.List;

/**
 * A file that a backup copies.
 *
 * @param name its name in the data folder, with / between folders
 * @param needed whether the backup is of no use without it; others the node may have deleted meanwhile
 * @param source where it is
 */
record Saved(String name, boolean needed, Path source) {
    /** The file that a storage tells of in {@code line}: the three, with tabs between. */
    static Saved of(String line) {
        List<String> parts = List.of(line.split("\t", 3));
        return new Saved(parts.get(0), parts.get(1).equals("needed"), Path.of(parts.get(2)));
    }
}
