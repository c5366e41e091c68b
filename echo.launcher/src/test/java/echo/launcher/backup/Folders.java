package echo.launcher.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a test looks at of folders, and the data folder that it saves. */
final class Folders {
    static final String LOG = "parties/" + "a1".repeat(32) + "/00000000.log";
    static final String RECORD = "meta/set-back.x";

    private Folders() {}

    /** Puts {@code bytes} random ones into {@code file}, and makes the folders above it. */
    static void put(Path file, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new SplittableRandom(bytes).nextBytes(content);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** Makes a data folder with few bytes. */
    static Path small(Path data) throws IOException {
        put(data.resolve(RECORD), 10);
        put(data.resolve(LOG), 40);
        return data;
    }

    /** All in {@code folder}, by name: files by what they hold, folders as a word. */
    static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(it -> !it.equals(folder)).toList()) {
                content.put(
                        folder.relativize(path).toString(),
                        Files.isDirectory(path) ? "folder" : Arrays.toString(Files.readAllBytes(path)));
            }
        }
        return content;
    }

    static String rights(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
