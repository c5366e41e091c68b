package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.feed.Verified;
import echo.simulation.contract.LinkedFeed;
import echo.simulation.disk.MemoryDisk;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import echo.storage.file.disk.NioDisk;
import echo.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log is looked at while its store is open: every changed byte is found, and what is being written is no fault (P2). */
final class VerifyOpenLogTest {
    private static final DiskPath PARTY =
            new DiskPath("parties").resolve(PartyLog.PARTY.bytes().toHex());
    private static final long SEGMENT_BYTES = 600;

    private final LinkedFeed one = new LinkedFeed(1);
    private final LinkedFeed two = new LinkedFeed(2);
    private final MemoryDisk disk = new MemoryDisk();
    private final FileStorage storage = storage(disk);
    private final FeedStore store = storage.open(PartyLog.PARTY);

    /** Three sealed segments and the newest. */
    VerifyOpenLogTest() {
        for (int i = 0; i < 11; i++) {
            store.append((i % 3 == 1 ? two : one).next(1, 20 + i));
            store.force();
        }
        assertTrue(disk.exists(log(3)) && !disk.exists(log(4)));
    }

    private static FileStorage storage(Disk disk) {
        return FileStorage.open(
                disk, FileStorage.Settings.ofSegments(SEGMENT_BYTES), new SplittableRandom(1), notice -> {});
    }

    private static DiskPath log(int segment) {
        return PARTY.resolve("0000000" + segment + ".log");
    }

    private List<String> verify() {
        return storage.verify(PartyLog.PARTY).faults();
    }

    private void assertSays(String part) {
        List<String> lines = verify();
        assertTrue(lines.stream().anyMatch(line -> line.contains(part)), () -> "'" + part + "' is not in " + lines);
    }

    @Test
    void aSoundLogHasNoFaultOpenOrClosed() {
        assertEquals(new Verified(2, 11, List.of()), storage.verify(PartyLog.PARTY));
        store.close();
        assertEquals(new Verified(2, 11, List.of()), storage.verify(PartyLog.PARTY));
        storage.close();
        assertEquals(
                Kind.UNAVAILABLE,
                assertThrows(EchoException.class, this::verify).kind());
    }

    @Test
    void everyChangedByteIsFoundAndNothingIsChanged() throws IOException {
        for (int segment = 0; segment <= 3; segment++) {
            byte[] content = disk.content(log(segment));
            for (int i = 0; i < content.length; i++) {
                disk.flip(log(segment), i, 1 << i % 8);
                List<String> lines = verify();
                String file = log(segment).name();
                assertTrue(
                        lines.stream().anyMatch(line -> line.startsWith("damaged") && line.contains(file)),
                        file + " at " + i + ": " + lines);
                disk.flip(log(segment), i, 1 << i % 8);
            }
            assertArrayEquals(content, disk.content(log(segment)));
        }
        assertEquals(List.of(), verify());
    }

    /** Also where it ends with a record: what is left then is a whole log. */
    @Test
    void aLogThatWasCutAnywhereIsFound() throws IOException {
        byte[] content = disk.content(log(3));
        for (int size = content.length - 1; size >= 0; size--) {
            try (Disk.File file = disk.open(log(3))) {
                file.truncate(size);
            }
            assertSays(size < 60 ? "does not begin as segment 3" : "ends at offset " + size);
        }
        assertSays("lacks block 6 of feed");
    }

    @Test
    void aMissingSegmentIsFoundWithItsBlocks() throws IOException {
        disk.delete(log(1));
        assertSays("is missing");
        assertSays("of feed " + one.key());
        disk.delete(log(3));
        assertSays("00000003.log: is missing");
    }

    @Test
    void whatIsBeingWrittenIsNoFault() throws IOException {
        try (Disk.File file = disk.open(log(3))) {
            for (int i = 0; i < 100; i++) {
                file.append(new byte[] {(byte) i});
                assertEquals(List.of(), verify());
            }
        }
    }

    @Test
    void aStoreThatCannotIsSaidToBeSo(@TempDir Path folder) {
        try (SqliteStorage other = SqliteStorage.open(folder, notice -> {})) {
            EchoException refusal = assertThrows(EchoException.class, () -> other.verify(PartyLog.PARTY));
            assertEquals(Kind.UNAVAILABLE, refusal.kind());
        }
    }

    /** What was erased is missing from no feed, and segments that stand for others are read as they are. */
    @Test
    void aTrimmedLogHasNoFaultAtAnyStep() throws IOException {
        store.trim(Timeframe.EMPTY.with(one.key(), one.extent(6)).with(two.key(), two.extent(2)));
        assertEquals(List.of(), verify());
        while (store.erase()) {
            assertEquals(List.of(), verify());
        }
        assertTrue(!disk.exists(log(0)) || !disk.exists(log(1)), "nothing was erased");
        assertEquals(List.of(), verify());
        for (DiskPath file :
                disk.files().stream().filter(it -> it.name().endsWith(".log")).toList()) {
            int middle = disk.content(file).length / 2;
            disk.flip(file, middle, 1);
            assertSays(file.name());
            disk.flip(file, middle, 1);
        }
    }

    /** A disk on which {@code step} comes before a look whether the first segment is there. */
    private static Disk stepping(Disk disk, Runnable step) {
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (self, method, arguments) -> {
                    if (method.getName().equals("exists") && arguments[0].equals(log(0))) {
                        step.run();
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aLogWhoseSegmentsAreJoinedMeanwhileIsReadAnew() {
        store.trim(Timeframe.EMPTY.with(one.key(), one.extent(6)).with(two.key(), two.extent(2)));
        store.close();
        storage.close();
        AtomicReference<Runnable> step = new AtomicReference<>(() -> {});
        try (FileStorage at =
                storage(stepping(disk, () -> Objects.requireNonNull(step.get()).run()))) {
            FeedStore trimmed = at.open(PartyLog.PARTY);
            step.set(() -> {
                step.set(() -> {});
                for (int left = 100; left > 0 && trimmed.erase(); left--) {
                    assertTrue(left > 1);
                }
                assertTrue(!disk.exists(log(0)), "it stands for itself");
            });
            assertEquals(List.of(), at.verify(PartyLog.PARTY).faults());
        }
    }

    @Test
    void aStoreThatIsOpenedMeanwhileIsReadAnewAndOneThatIsEachTimeIsNot() {
        storage.close();
        AtomicReference<Runnable> step = new AtomicReference<>(() -> {});
        try (FileStorage at =
                storage(stepping(disk, () -> Objects.requireNonNull(step.get()).run()))) {
            step.set(() -> {
                step.set(() -> {});
                at.open(PartyLog.PARTY).append(one.next(1, 20));
            });
            assertEquals(List.of(), at.verify(PartyLog.PARTY).faults());
        }
        try (FileStorage at =
                storage(stepping(disk, () -> Objects.requireNonNull(step.get()).run()))) {
            AtomicReference<FeedStore> open = new AtomicReference<>(at.open(PartyLog.PARTY));
            Runnable again = () -> {
                Runnable same = step.getAndSet(() -> {});
                Objects.requireNonNull(open.get()).close();
                open.set(at.open(PartyLog.PARTY));
                step.set(same);
            };
            step.set(again);
            EchoException refusal = assertThrows(EchoException.class, () -> at.verify(PartyLog.PARTY));
            assertEquals(Kind.UNAVAILABLE, refusal.kind());
            step.set(() -> {});
            assertEquals(List.of(), at.verify(PartyLog.PARTY).faults());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(300)
    void aLogThatIsWrittenWithoutPauseHasNoFault(boolean trims, @TempDir Path folder)
            throws InterruptedException, ExecutionException {
        ExecutorService node = Executors.newSingleThreadExecutor();
        try (FileStorage real = storage(new NioDisk(folder))) {
            FeedStore written = real.open(PartyLog.PARTY);
            Future<?> writing = node.submit(() -> {
                LinkedFeed feed = new LinkedFeed(3);
                while (!node.isShutdown()) {
                    for (int i = 0; i < 5; i++) {
                        Run run = feed.next(1 + i, 60);
                        written.append(run);
                    }
                    written.force();
                    if (trims && feed.payloads().size() % 4 == 0) {
                        int below = feed.payloads().size() * 2 / 3;
                        written.trim(Timeframe.EMPTY.with(feed.key(), feed.extent(below)));
                        while (written.erase()) {
                            assertTrue(trims);
                        }
                    }
                }
            });
            for (int i = 0; i < 60 && !writing.isDone(); i++) {
                assertSound(real, trims);
            }
            node.shutdown();
            writing.get();
        } finally {
            node.shutdown();
            assertTrue(node.awaitTermination(1, TimeUnit.MINUTES));
        }
    }

    /** Where files are moved all the time, no look comes to an end, and says so. */
    private static void assertSound(FileStorage at, boolean trims) {
        try {
            assertEquals(List.of(), at.verify(PartyLog.PARTY).faults());
        } catch (EchoException e) {
            assertTrue(trims && e.kind() == Kind.UNAVAILABLE, () -> "" + e);
        }
    }
}
