package echo.bench.workload.text;

import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.model.text.state.TextState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One key in a text of 100,000 characters with a past, by the handle, and applied: each at some other place, the worst case.
 * Beside: keys one after the other, as people type; the same in a bare string builder.
 */
public final class TextKey implements Workload {
    private static final int RUNS = 7;
    private static final int KEYS = 5_000;
    private static final int LENGTH = 100_000;
    private static final double NS_PER_US = 1e3;

    @Override
    public String name() {
        return "text.key";
    }

    @Override
    public String says() {
        return "one key anywhere in a text of 100,000 characters, by the handle, applied; us";
    }

    @Override
    public Figure measure(Path scratch) {
        TextState text = text();
        List<Edit> anywhere = anywhere();
        List<Edit> typing = typing();
        List<Double> figures = new ArrayList<>();
        double typingUs = 0;
        double plainUs = 0;
        for (int run = 0; run <= RUNS; run++) {
            double us = keys(text, anywhere);
            typingUs = keys(text, typing);
            plainUs = plain(text, anywhere);
            if (run > 0) { // the first warms up
                figures.add(us);
            }
        }
        return new Figure(name(), "us", figures, Map.of("typing_us", typingUs, "bare_string_builder_us", plainUs));
    }

    private static TextState text() {
        Scribe scribe = new Scribe(1, Scribe.MODEL.empty());
        Edit.ofAPaper(TextTrace.EDITS, TextTrace.SEED).forEach(scribe::edit);
        while (scribe.state().length() < LENGTH) {
            scribe.edit(new Edit(scribe.state().length() / 2, 0, "and so on, "));
        }
        return Scribe.MODEL
                .codec()
                .orElseThrow()
                .load(Scribe.MODEL.codec().orElseThrow().save(scribe.state()));
    }

    private static List<Edit> anywhere() {
        SplittableRandom random = new SplittableRandom(2);
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            edits.add(new Edit(random.nextInt(LENGTH), 0, "x"));
        }
        return edits;
    }

    private static List<Edit> typing() {
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            edits.add(new Edit(LENGTH / 3 + i, 0, "y"));
        }
        return edits;
    }

    private static double keys(TextState text, List<Edit> edits) {
        Scribe scribe = new Scribe(2, text);
        scribe.wake(TextTrace.EDITS + LENGTH);
        long startNs = System.nanoTime();
        edits.forEach(scribe::edit);
        return (System.nanoTime() - startNs) / NS_PER_US / edits.size();
    }

    private static double plain(TextState text, List<Edit> edits) {
        StringBuilder plain = new StringBuilder(text.text());
        long startNs = System.nanoTime();
        edits.forEach(edit -> plain.insert(edit.at(), edit.inserted()));
        return (System.nanoTime() - startNs) / NS_PER_US / edits.size();
    }
}
