package echo.simulation.world;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Real input that stands beside the project; a test that misses it is skipped. */
final class SharedData {
    private SharedData() {}

    static JsonNode read(String name) throws IOException {
        Path file = Path.of(System.getProperty("echo.shared", "../../shared"), "data", name);
        assumeTrue(Files.exists(file), file + " is not here");
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new ObjectMapper().readTree(in);
        }
    }
}
