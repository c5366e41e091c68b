package echo.crypto;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import echo.api.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Public test vectors, read in place; the test is skipped where they are absent. System property {@code echo.shared} moves them. */
public final class Vectors {
    private Vectors() {}

    public static JsonNode read(String name) throws IOException {
        Path file = Path.of(System.getProperty("echo.shared", "../../shared"), "vectors", name);
        assumeTrue(Files.exists(file), "no " + file);
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new ObjectMapper().readTree(plain);
        }
    }

    /** One test of a Wycheproof file, with the group that it stands in. */
    public record Case(JsonNode group, JsonNode test) {
        public Bytes hex(String field) {
            return Vectors.hex(test, field);
        }

        public boolean valid() {
            return test.get("result").asText().equals("valid");
        }

        @Override
        public String toString() {
            return "tcId " + test.get("tcId") + " " + test.get("comment") + " " + test.get("flags");
        }
    }

    public static List<Case> wycheproof(String algorithm) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (JsonNode group : read("wycheproof_" + algorithm + "_test.json.gz").get("testGroups")) {
            group.get("tests").forEach(test -> cases.add(new Case(group, test)));
        }
        return cases;
    }

    public static Bytes hex(JsonNode object, String field) {
        return object.has(field) ? Bytes.hex(object.get(field).asText()) : Bytes.EMPTY;
    }
}
