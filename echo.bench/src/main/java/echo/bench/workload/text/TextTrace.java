package echo.bench.workload.text;

import echo.api.model.Mutation;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A paper of 260,000 keys, as a peer applies it that hears it whole. Beside: writing it by the handle; a bare string builder. */
public final class TextTrace implements Workload {
    static final int EDITS = 260_000;
    static final long SEED = 1;

    private static final int RUNS = 5;
    private static final double NS_PER_MS = 1e6;

    @Override
    public String name() {
        return "text.trace";
    }

    @Override
    public String says() {
        return "260,000 single-character edits of a paper, applied; ms";
    }

    @Override
    public Figure measure(Path scratch) {
        List<Edit> edits = Edit.ofAPaper(EDITS, SEED);
        String expected = Edit.plain(edits);
        List<Double> applied = new ArrayList<>();
        double handleMs = 0;
        double plainMs = 0;
        List<Mutation> mutations = List.of();
        for (int run = 0; run <= RUNS; run++) {
            if (run < 2) { // the first warms up
                long startNs = System.nanoTime();
                Scribe scribe = new Scribe(1, Scribe.MODEL.empty());
                edits.forEach(scribe::edit);
                handleMs = (System.nanoTime() - startNs) / NS_PER_MS;
                mutations = scribe.written();
            }
            long startNs = System.nanoTime();
            String text = Scribe.replay(mutations).text();
            double ms = (System.nanoTime() - startNs) / NS_PER_MS;
            startNs = System.nanoTime();
            String plain = Edit.plain(edits);
            plainMs = (System.nanoTime() - startNs) / NS_PER_MS;
            if (!text.equals(expected) || !plain.equals(expected)) {
                throw new IllegalStateException("the replay did not end with the paper");
            }
            if (run > 0) {
                applied.add(ms);
            }
        }
        return new Figure(
                name(),
                "ms",
                applied,
                Map.of(
                        "written_by_handle_ms", handleMs,
                        "bare_string_builder_ms", plainMs,
                        "end_characters", (double) expected.length()));
    }
}
