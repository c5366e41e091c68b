package echo.bench.workload.feed;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.node.BenchNode;
import echo.storage.file.FileStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A store that holds a million runs of one block of 100 bytes, of four feeds, is opened: the time, and the heap that is in use
 * after. Beside: the bytes of the indexes' summaries, read alone; and the opening that finds no index. {@value #BLOCKS} as a system
 * property is another number of runs.
 */
public final class StoreOpen implements Workload {
    private static final String BLOCKS = "echo.bench.blocks";
    private static final int BY_DEFAULT = 1_000_000;
    private static final int RUNS = 5;
    private static final int FEEDS = 4;
    private static final int BLOCK = 100;
    private static final int FORCED_TOGETHER = 50_000;
    private static final int SUMMARIES = 36 + 156 * FEEDS + 4;
    private static final double NS_PER_MS = 1e6;
    private static final double MEGABYTE = 1 << 20;

    private final PartyKey party = new PartyKey(filled(FeedKey.SIZE, 9));

    @Override
    public String name() {
        return "store.open";
    }

    @Override
    public String says() {
        return "1,000,000 one-block runs (-D" + BLOCKS + "=N: N) opened with their indexes; ms, and MiB of heap after";
    }

    @Override
    public Figure measure(Path scratch) throws IOException {
        int blocks = Integer.getInteger(BLOCKS, BY_DEFAULT);
        double written = ms(() -> write(scratch, blocks));
        List<Double> opened = new ArrayList<>();
        List<Double> summaries = new ArrayList<>();
        double heap = 0;
        try (FileStorage storage = BenchNode.storage(scratch)) {
            for (int i = 0; i < RUNS; i++) {
                heap = Math.max(heap, open(storage, blocks, opened));
                summaries.add(ms(() -> readSummaries(scratch)));
            }
            double segments = with(scratch, ".log").size();
            for (Path index : with(scratch, ".index")) {
                Files.delete(index);
            }
            List<Double> scanned = new ArrayList<>();
            open(storage, blocks, scanned);
            return new Figure(
                    name(),
                    "ms",
                    opened,
                    Map.of(
                            "blocks_count",
                            (double) blocks,
                            "segments_count",
                            segments,
                            "heap_MiB",
                            heap,
                            "summaries_alone_ms",
                            new Figure("summaries", "ms", summaries, Map.of()).value(),
                            "without_indexes_ms",
                            scanned.get(0),
                            "written_blocks/s",
                            blocks / written * 1_000));
        }
    }

    /** Opens the store and closes it, adds the milliseconds to {@code opened}, and returns the heap in use while it is open, in MiB. */
    private double open(FileStorage storage, int blocks, List<Double> opened) {
        long startNs = System.nanoTime();
        try (FeedStore store = storage.open(party)) {
            opened.add((System.nanoTime() - startNs) / NS_PER_MS);
            double heap = used() / MEGABYTE;
            long found = store.feeds().stream()
                    .mapToLong(feed -> store.extent(feed).length())
                    .sum();
            if (found != blocks) {
                throw new IllegalStateException(found + " blocks are there, not " + blocks);
            }
            return heap;
        }
    }

    private void write(Path scratch, int blocks) {
        List<Bytes> payload = List.of(filled(BLOCK, 5));
        Hash link = new Hash(filled(Hash.SIZE, 6));
        Signature signature = new Signature(filled(Signature.SIZE, 7));
        List<FeedKey> feeds = Stream.of(1, 2, 3, FEEDS)
                .map(name -> new FeedKey(filled(FeedKey.SIZE, name)))
                .toList();
        try (FileStorage storage = BenchNode.storage(scratch);
                FeedStore store = storage.open(party)) {
            for (int i = 0; i < blocks; i++) {
                long from = i / FEEDS;
                store.append(
                        new Run(from, payload, new Head(feeds.get(i % FEEDS), new Extent(from + 1, link), signature)));
                if (i % FORCED_TOGETHER == 0) {
                    store.force();
                }
            }
            store.force();
        }
    }

    private static void readSummaries(Path scratch) throws IOException {
        for (Path index : with(scratch, ".index")) {
            try (FileChannel file = FileChannel.open(index)) {
                ByteBuffer bytes = ByteBuffer.allocate(SUMMARIES);
                while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                    // until all are there
                }
            }
        }
    }

    private static List<Path> with(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static double ms(Work work) throws IOException {
        long startNs = System.nanoTime();
        work.run();
        return (System.nanoTime() - startNs) / NS_PER_MS;
    }

    private static Bytes filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return Bytes.owning(bytes);
    }

    /** Bytes of the heap that are in use. */
    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
