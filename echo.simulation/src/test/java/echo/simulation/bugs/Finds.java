package echo.simulation.bugs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The seed in which each planted bug was found in the last hunt, which began with seed 1: so the seed is also the number of seeds
 * that it took. A file among the tests' resources, a line for each bug: its name, a tab, the seed.
 */
final class Finds {
    private static final String RESOURCE = "finds.tsv";

    private Finds() {}

    /** What the last hunt found; by name. */
    static Map<String, Long> read() {
        try (InputStream file = Finds.class.getResourceAsStream(RESOURCE)) {
            return file == null ? Map.of() : parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Long> parse(String text) {
        Map<String, Long> finds = new TreeMap<>();
        text.lines().map(line -> line.split("\t")).forEach(cells -> finds.put(cells[0], Long.parseLong(cells[1])));
        return finds;
    }

    /** Puts {@code finds} into {@code file}, in place of what it says of the same bugs. */
    static void write(Path file, Map<String, Long> finds) {
        try {
            Map<String, Long> all = new TreeMap<>(Files.exists(file) ? parse(Files.readString(file)) : Map.of());
            all.putAll(finds);
            StringBuilder text = new StringBuilder();
            all.forEach(
                    (name, seed) -> text.append(name).append('\t').append(seed).append('\n'));
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
