package echo.bench.workload.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import echo.api.model.Mutation;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Two people typing into one text at once, 26,078 recorded edits, as a third peer applies them. Beside: as many insertions into a
 * bare string builder.
 */
public final class TextFriends implements Workload {
    private static final int RUNS = 9;
    private static final double NS_PER_MS = 1e6;

    private final Path recording;

    /** @param root the project's folder, beside which the recording stands */
    public TextFriends(Path root) {
        recording = root.resolve("../shared/data/friendsforever.json.gz").normalize();
    }

    @Override
    public String name() {
        return "text.friends";
    }

    @Override
    public String says() {
        return "26,078 recorded edits of two writers, applied; ms";
    }

    @Override
    public Figure measure(Path scratch) throws IOException {
        if (!Files.exists(recording)) {
            throw new IOException(recording + " is not here; the workload needs it");
        }
        JsonNode recorded = read();
        List<Edit> edits = new ArrayList<>();
        List<Mutation> mutations = written(recorded.get("txns"), edits);
        List<Double> applied = new ArrayList<>();
        double plainMs = 0;
        for (int run = 0; run <= RUNS; run++) {
            long startNs = System.nanoTime();
            String text = Scribe.replay(mutations).text();
            double ms = (System.nanoTime() - startNs) / NS_PER_MS;
            if (!text.equals(recorded.get("endContent").asText())) {
                throw new IllegalStateException("the replay did not end with the recorded text");
            }
            plainMs = plain(edits);
            if (run > 0) { // the first warms up
                applied.add(ms);
            }
        }
        return new Figure(name(), "ms", applied, Map.of("bare_string_builder_ms", plainMs));
    }

    private JsonNode read() throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(recording))) {
            return new ObjectMapper().readTree(in);
        }
    }

    /** The mutations that two writers make who know of each other what the recorded ones knew, in the recording's order. */
    private static List<Mutation> written(JsonNode transactions, List<Edit> edits) {
        List<Scribe> scribes = List.of(new Scribe(1, Scribe.MODEL.empty()), new Scribe(2, Scribe.MODEL.empty()));
        int[] heard = new int[scribes.size()]; // of the other's
        List<Integer> places = new ArrayList<>(); // of each transaction among its writer's
        List<Mutation> mutations = new ArrayList<>();
        for (JsonNode transaction : transactions) {
            int writer = transaction.get("agent").asInt();
            Scribe scribe = scribes.get(writer);
            List<Mutation> others = scribes.get(1 - writer).written();
            for (JsonNode parent : transaction.get("parents")) {
                boolean own = transactions.get(parent.asInt()).get("agent").asInt() == writer;
                while (!own && heard[writer] <= places.get(parent.asInt())) {
                    scribe.hear(others.get(heard[writer]++));
                }
            }
            JsonNode patch = transaction.get("patches").get(0);
            Edit edit = new Edit(
                    patch.get(0).asInt(), patch.get(1).asInt(), patch.get(2).asText());
            scribe.edit(edit);
            edits.add(edit);
            mutations.add(scribe.written().get(scribe.written().size() - 1));
            places.add(scribe.written().size() - 1);
        }
        return mutations;
    }

    /** The indexes mean one writer's text or the other's, so they are brought into bounds. */
    private static double plain(List<Edit> edits) {
        long startNs = System.nanoTime();
        StringBuilder text = new StringBuilder();
        for (Edit edit : edits) {
            int at = Math.min(edit.at(), text.length());
            text.replace(at, Math.min(at + edit.deleted(), text.length()), edit.inserted());
        }
        return (System.nanoTime() - startNs) / NS_PER_MS;
    }
}
