package echo.bench.workload.feed;

import echo.api.Bytes;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import echo.simulation.contract.SampleFeed;
import echo.storage.file.FileStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** 100,000 blocks of 100 bytes into a feed store, in runs of 1,000, each run forced. Beside: the same bytes into a bare file. */
public final class FeedAppend implements Workload {
    private static final int RUNS = 5;
    private static final int BLOCKS = 100_000;
    private static final int RUN = 1_000;
    private static final int BLOCK = 100;
    private static final double NS_PER_S = 1e9;

    @Override
    public String name() {
        return "feed.append.batch";
    }

    @Override
    public String says() {
        return "100,000 blocks of 100 bytes appended in runs of 1,000, each forced; blocks/s";
    }

    @Override
    public Figure measure(Path scratch) throws IOException {
        List<Run> runs = runs();
        List<Double> stored = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i <= RUNS; i++) {
            double store = BLOCKS * NS_PER_S / store(scratch.resolve("store" + i), runs);
            double file = BLOCKS * NS_PER_S / bare(scratch.resolve("bare" + i), runs);
            if (i > 0) { // the first warms up
                stored.add(store);
                bare.add(file);
            }
        }
        double bareMedian = new Figure("bare", "", bare, Map.of()).value();
        return new Figure(name(), "blocks/s", stored, Map.of("bare_file_blocks/s", bareMedian));
    }

    private static List<Run> runs() {
        SampleFeed feed = new SampleFeed(1);
        List<Run> runs = new ArrayList<>();
        while (feed.length() < BLOCKS) {
            runs.add(feed.next(RUN, BLOCK));
        }
        return runs;
    }

    private static long store(Path folder, List<Run> runs) {
        try (FileStorage storage = BenchNode.storage(folder);
                FeedStore store =
                        storage.open(new PartyKey(runs.get(0).head().feed().bytes()))) {
            long startNs = System.nanoTime();
            for (Run run : runs) {
                store.append(run);
                store.force();
            }
            return System.nanoTime() - startNs;
        }
    }

    private static long bare(Path path, List<Run> runs) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long startNs = System.nanoTime();
            for (Run run : runs) {
                ByteBuffer bytes = ByteBuffer.wrap(
                        Bytes.concat(run.payloads().toArray(Bytes[]::new)).toByteArray());
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(false);
            }
            return System.nanoTime() - startNs;
        }
    }
}
