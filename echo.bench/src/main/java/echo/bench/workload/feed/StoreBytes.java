package echo.bench.workload.feed;

import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import echo.simulation.contract.SampleFeed;
import echo.storage.file.FileStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How many bytes a block of 100 bytes takes on disk, in runs of 1,000, as a share of its own. Beside: in runs of 10, and of 1. */
public final class StoreBytes implements Workload {
    private static final int BLOCKS = 100_000;
    private static final int BLOCK = 100;

    @Override
    public String name() {
        return "store.bytes";
    }

    @Override
    public String says() {
        return "bytes on disk of 100,000 blocks of 100 bytes in runs of 1,000, for each byte of a block";
    }

    @Override
    public Figure measure(Path scratch) throws IOException {
        return new Figure(
                name(),
                "bytes/byte",
                List.of(share(scratch.resolve("thousands"), 1_000)),
                Map.of(
                        "runs_of_10_bytes/byte", share(scratch.resolve("tens"), 10),
                        "runs_of_1_bytes/byte", share(scratch.resolve("ones"), 1)));
    }

    private static double share(Path folder, int run) throws IOException {
        SampleFeed feed = new SampleFeed(1);
        try (FileStorage storage = BenchNode.storage(folder);
                FeedStore store = storage.open(new PartyKey(feed.key().bytes()))) {
            while (feed.length() < BLOCKS) {
                Run next = feed.next(run, BLOCK);
                store.append(next);
            }
            store.force();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            return (double) bytes / BLOCKS / BLOCK;
        }
    }
}
