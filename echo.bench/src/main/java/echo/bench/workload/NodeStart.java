package echo.bench.workload;

import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** From {@code ./echodb run} to the line that says that the node runs: all bundles active, Echo registered. */
public final class NodeStart implements Workload {
    private static final int RUNS = 5;
    private static final double NS_PER_MS = 1e6;

    private final Path root;

    /** The workspace whose distribution is started is at {@code root}. */
    public NodeStart(Path root) {
        this.root = root;
    }

    @Override
    public String name() {
        return "node.start";
    }

    @Override
    public String says() {
        return "./echodb run to a running node in Felix, all components active; ms";
    }

    @Override
    public Figure measure(Path scratch) throws Exception {
        String echodb = root.resolve("echodb").toString();
        start(List.of(echodb, "version"), "");
        List<Double> starts = new ArrayList<>();
        List<Double> again = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            List<String> command = List.of(
                    echodb, "run", "--data", scratch.resolve("node" + run).toString());
            starts.add(start(command, "echodb: node in "));
            again.add(start(command, "echodb: node in "));
            bare.add(start(List.of(java(), "-version"), "openjdk"));
        }
        return new Figure(name(), "ms", starts, Map.of("second_start_ms", median(again), "bare_jvm_ms", median(bare)));
    }

    /** Starts a process and ends it when a line begins with {@code sign}; gives the ms until then. */
    private static double start(List<String> command, String sign) throws IOException, InterruptedException {
        long startNs = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (line.startsWith(sign)) {
                    double elapsedMs = (System.nanoTime() - startNs) / NS_PER_MS;
                    process.destroy();
                    return elapsedMs;
                }
            }
        } finally {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        throw new IOException(command + " did not start: " + said);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
