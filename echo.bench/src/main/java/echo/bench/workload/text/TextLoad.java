package echo.bench.workload.text;

import echo.api.Bytes;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.model.text.state.TextState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loading the saved state of {@link TextTrace}'s paper, with all of its past. Beside: saving it; the bare text from UTF-8. */
public final class TextLoad implements Workload {
    private static final int WARM_UP = 10;
    private static final int RUNS = 15;
    private static final double NS_PER_MS = 1e6;

    @Override
    public String name() {
        return "text.load";
    }

    @Override
    public String says() {
        return "the saved state of text.trace's paper, loaded; ms";
    }

    @Override
    public Figure measure(Path scratch) {
        Scribe scribe = new Scribe(1, Scribe.MODEL.empty());
        Edit.ofAPaper(TextTrace.EDITS, TextTrace.SEED).forEach(scribe::edit);
        Bytes saved = Scribe.MODEL.codec().orElseThrow().save(scribe.state());
        Bytes bare = Bytes.utf8(scribe.state().text());
        List<Double> loads = new ArrayList<>();
        double saveMs = 0;
        double bareMs = 0;
        double firstMs = 0;
        for (int run = -WARM_UP; run < RUNS; run++) {
            long startNs = System.nanoTime();
            TextState loaded = Scribe.MODEL.codec().orElseThrow().load(saved);
            double loadMs = (System.nanoTime() - startNs) / NS_PER_MS;
            startNs = System.nanoTime();
            Bytes again = Scribe.MODEL.codec().orElseThrow().save(loaded);
            saveMs = (System.nanoTime() - startNs) / NS_PER_MS;
            startNs = System.nanoTime();
            String text = bare.toUtf8();
            bareMs = (System.nanoTime() - startNs) / NS_PER_MS;
            if (!again.equals(saved) || !loaded.text().equals(text)) {
                throw new IllegalStateException("what was loaded is not what was saved");
            }
            if (run == -WARM_UP) {
                firstMs = loadMs;
            } else if (run >= 0) {
                loads.add(loadMs);
            }
        }
        return new Figure(
                name(),
                "ms",
                loads,
                Map.of(
                        "first_load_ms", firstMs,
                        "save_ms", saveMs,
                        "bare_utf8_ms", bareMs,
                        "saved_bytes", (double) saved.size(),
                        "text_bytes", (double) bare.size()));
    }
}
