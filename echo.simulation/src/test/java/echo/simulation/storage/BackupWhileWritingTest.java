package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.SetBack;
import echo.api.feed.Storage;
import echo.api.feed.Timeframe;
import echo.codec.Links;
import echo.simulation.contract.LinkedFeed;
import echo.storage.file.FileStorage;
import echo.storage.file.Finding;
import echo.storage.file.Fsck;
import echo.storage.file.disk.NioDisk;
import echo.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A backup that is taken while the node writes holds what was forced before it began, and nothing that was not written (P2).
 *
 * <pre>
 *   node    append, force, …, trim, erase, append, …  on a thread, without pause
 *   backup      list ── copy what is there ──         30 times; each copy is opened
 * </pre>
 */
final class BackupWhileWritingTest {
    private static final int BACKUPS = 30;
    private static final int BLOCK_BYTES = 70;
    private static final long SEGMENT_BYTES = 20_000;

    private final Path folder;
    private final List<Written> parties = List.of(new Written(1), new Written(2));
    private volatile boolean ending;

    BackupWhileWritingTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A party with one feed, and how far that is written and forced: read on another thread than it is written on. */
    private static final class Written {
        private final PartyKey party;
        private final FeedKey key;
        private final LinkedFeed feed;
        private volatile long written;
        private volatile long forced;

        Written(int name) {
            party = new PartyKey(Bytes.hex(("0" + name).repeat(PartyKey.SIZE)));
            feed = new LinkedFeed(name);
            key = feed.key();
        }

        /** A few runs, one force. */
        void write(FeedStore store, int runs) {
            for (int i = 0; i < runs; i++) {
                Run run = feed.next(1 + i % 3, BLOCK_BYTES);
                written = run.head().extent().length();
                store.append(run);
            }
            store.force();
            forced = written;
        }

        /** Lets go of two thirds of it, and of their bytes. */
        void trim(FeedStore store) {
            store.trim(Timeframe.EMPTY.with(key, feed.extent((int) (written * 2 / 3))));
            for (int left = 100; left > 0 && store.erase(); left--) {
                assertTrue(left > 1, "it is erased for ever");
            }
        }
    }

    /** Opens a data folder, lists what a backup copies of it, and makes a copy ready. */
    private record Kind(Opening opening, Command files, Command restored) {
        interface Opening {
            Storage open(Path folder);
        }

        interface Command {
            Object run(String... words);
        }
    }

    @Test
    @Timeout(300)
    void theFileStoragesCopiesAreWhole() throws IOException, ExecutionException, InterruptedException {
        backups(new Kind(
                at -> FileStorage.open(
                        new NioDisk(at),
                        FileStorage.Settings.ofSegments(SEGMENT_BYTES),
                        new SplittableRandom(1),
                        notice -> {}),
                echo.storage.file.command.BackupFiles::run,
                echo.storage.file.command.Restored::run));
        Path log = folder.resolve("data/parties/" + parties.get(0).party.bytes().toHex() + "/00000000.log");
        assertFalse(Files.exists(log), "too little was written");
    }

    @Test
    @Timeout(300)
    void theSqliteStoragesCopiesAreWhole() throws IOException, ExecutionException, InterruptedException {
        backups(new Kind(
                at -> SqliteStorage.open(at, notice -> {}),
                echo.storage.sqlite.command.BackupFiles::run,
                echo.storage.sqlite.command.Restored::run));
    }

    private void backups(Kind kind) throws IOException, ExecutionException, InterruptedException {
        Path data = Files.createDirectory(folder.resolve("data"));
        ExecutorService node = Executors.newSingleThreadExecutor();
        Storage storage = kind.opening().open(data);
        try {
            List<FeedStore> stores =
                    parties.stream().map(it -> storage.open(it.party)).toList();
            parties.forEach(it -> it.write(stores.get(parties.indexOf(it)), 1));
            Future<?> writing = node.submit(() -> write(storage, stores));
            for (int i = 0; i < BACKUPS; i++) {
                long before = parties.get(0).forced;
                backup(kind, data, folder.resolve("copy" + i));
                while (parties.get(0).forced <= before && !writing.isDone()) {
                    Thread.onSpinWait();
                }
            }
            ending = true;
            writing.get();
        } finally {
            ending = true;
            node.shutdown();
            assertTrue(node.awaitTermination(1, TimeUnit.MINUTES));
            close(storage);
        }
    }

    private void write(Storage storage, List<FeedStore> stores) {
        for (int round = 0; !ending; round++) {
            for (int i = 0; i < parties.size(); i++) {
                parties.get(i).write(stores.get(i), 1 + round % 7);
                if (round % 40 == 39) {
                    parties.get(i).trim(stores.get(i));
                }
            }
            storage.meta().put("round." + round % 5, Bytes.utf8("value " + round));
            if (round % 3 == 0) {
                storage.meta().delete("round." + round % 4);
            }
        }
    }

    private void backup(Kind kind, Path data, Path copy) throws IOException {
        List<Long> forced = parties.stream().map(it -> it.forced).toList();
        Path scratch = copy.resolveSibling(copy.getFileName() + ".scratch");
        Files.createFile(scratch);
        int tries = 1;
        while (!copied((List<?>) kind.files().run(data.toString(), scratch.toString()), copy)) {
            assertTrue(tries++ < 100, "what is needed was erased each time");
        }
        List<Long> written = parties.stream().map(it -> it.written).toList();

        assertEquals(parties.size(), kind.restored().run(copy.toString()));
        assertNoFault(copy);
        Storage storage = kind.opening().open(copy);
        try {
            for (int i = 0; i < parties.size(); i++) {
                assertTrue(SetBack.of(storage.meta(), parties.get(i).party).isPresent(), "it may write at once");
                long length = length(storage, parties.get(i));
                assertTrue(
                        forced.get(i) <= length, "it lacks " + length + " to " + forced.get(i) + ", which were forced");
                assertTrue(length <= written.get(i), length + " blocks, of which " + written.get(i) + " were written");
            }
            for (String record : storage.meta().names("round.")) {
                String value = storage.meta().get(record).orElseThrow().toUtf8();
                assertTrue(value.startsWith("value "), value);
            }
        } finally {
            close(storage);
        }
        assertNoFault(copy);
    }

    /** Copies the files that {@code lines} name, each up to the end that it has then; false, and no copy, if one that is needed is gone. */
    private static boolean copied(List<?> lines, Path copy) throws IOException {
        for (Object line : lines) {
            String[] parts = line.toString().split("\t", 3);
            Path to = copy.resolve(parts[0]);
            Files.createDirectories(to.getParent());
            try (InputStream in = Files.newInputStream(Path.of(parts[2]))) {
                Files.write(to, in.readAllBytes());
            } catch (NoSuchFileException e) {
                if (parts[1].equals("needed")) {
                    delete(copy);
                    return false;
                }
            }
        }
        return true;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static void assertNoFault(Path copy) {
        List<Finding> faults = new ArrayList<>();
        if (Files.isDirectory(copy.resolve("parties"))) {
            new Fsck(new NioDisk(copy), faults::add).look();
        }
        faults.removeIf(finding -> finding.kind() == Finding.Kind.NOTE);
        assertEquals(List.of(), faults);
    }

    /** Number of blocks of the feed; those that were not trimmed are those that were written. */
    private static long length(Storage storage, Written expected) {
        try (FeedStore store = storage.open(expected.party)) {
            Extent end = store.start(expected.key);
            Optional<Run> run = store.read(expected.key, end.length(), 1 << 20);
            while (run.isPresent()) {
                for (Bytes payload : run.get().payloads()) {
                    assertEquals(block(end.length()), payload);
                    end = Links.append(expected.key, end, payload);
                }
                assertEquals(run.get().head().extent(), end);
                run = store.read(expected.key, end.length(), 1 << 20);
            }
            assertEquals(store.extent(expected.key), end);
            return end.length();
        }
    }

    private static Bytes block(long index) {
        byte[] payload = new byte[BLOCK_BYTES];
        payload[0] = (byte) (index + 1);
        return Bytes.owning(payload);
    }

    private static void close(Storage storage) {
        try {
            ((AutoCloseable) storage).close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
