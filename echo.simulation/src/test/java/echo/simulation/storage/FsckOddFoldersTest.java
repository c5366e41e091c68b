package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.feed.FeedStore;
import echo.simulation.contract.LinkedFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileStorage;
import echo.storage.file.Finding;
import echo.storage.file.Finding.Kind;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import echo.storage.file.disk.NioDisk;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments without a header, strangers among them, tails that a power cut tore, folders that cannot be written (P2). */
class FsckOddFoldersTest {
    private static final int HEADER_AND_RECORD = 88;

    private final MemoryDisk disk = new MemoryDisk();
    private final FsckFolder folder = new FsckFolder(600).write(disk, 11, 20);

    /** Nothing says any more which marker the records have, but the records. */
    @Test
    void whatStandsBehindALostHeaderIsSaved() throws IOException {
        for (int segment = 0; segment < 4; segment++) {
            for (int lost : List.of(60, HEADER_AND_RECORD, 100)) {
                MemoryDisk headless = disk.image(Survival.ALL);
                byte[] bytes = headless.content(FsckFolder.log(segment));
                Arrays.fill(bytes, 0, lost, (byte) 0x5a);
                PartyLog.put(headless, FsckFolder.log(segment), bytes);
                List<Finding> found = FsckFolder.look(headless);
                FsckFolder.assertHas(found, Kind.DAMAGED, "does not begin as segment " + segment);

                FsckFolder.repair(headless);
                int sent = folder.refill(headless).size();
                assertTrue(sent <= (lost == 60 ? 0 : 1), "sent: " + sent);
                FsckFolder.repair(headless);
                folder.assertWhole(headless);
            }
        }
    }

    /** The first record's header is lost with the segment's, and in its payload stands one that a peer made up. */
    @Test
    void aRecordInAPayloadIsNotTakenForOne() throws IOException {
        isNotTakenForOne(50);
        isNotTakenForOne(5_000); // more than all that stands behind it
    }

    private static void isNotTakenForOne(int size) throws IOException {
        MemoryDisk forged = new MemoryDisk();
        FsckFolder honest = new FsckFolder(1 << 20).write(forged, 0, 1);
        LinkedFeed stranger = new LinkedFeed(77);
        MemoryDisk elsewhere = new MemoryDisk();
        FsckFolder other = new FsckFolder(1 << 21).write(elsewhere, 0, 1);
        int before =
                10; // bytes of the payload: so long is the one of the record that stands in the place of what is before
        int forgedAt = 60 + 28 + 140 + 4 + before;
        try (FeedStore store = other.open(elsewhere)) {
            store.append(new LinkedFeed(5).next(1, before));
            store.append(stranger.next(1, size));
            store.force();
        }
        byte[] made = elsewhere.content(FsckFolder.log(0));
        byte[] payload = new byte[before + made.length - 28 - forgedAt];
        System.arraycopy(made, forgedAt, payload, before, payload.length - before);
        try (FeedStore store = honest.open(forged)) {
            store.append(honest.one.next(List.of(Bytes.copyOf(payload))));
            for (int i = 0; i < 3; i++) {
                store.append(honest.two.next(1, 300));
            }
            store.force();
        }
        byte[] bytes = forged.content(FsckFolder.log(0));
        Arrays.fill(bytes, 0, HEADER_AND_RECORD, (byte) 0);
        PartyLog.put(forged, FsckFolder.log(0), bytes);
        FsckFolder.repair(forged);
        try (FeedStore store = honest.open(forged)) {
            assertEquals(List.of(honest.two.key()), store.feeds());
            assertEquals(3, store.extent(honest.two.key()).length());
        }
    }

    @Test
    void aStrangerAmongTheSegmentsIsNamedAndSetAside() throws IOException {
        byte[] bytes = disk.content(FsckFolder.log(1));
        for (String name : List.of("foo.log", "00000001 (copy).log", "1.log")) {
            PartyLog.put(disk, FsckFolder.PARTY.resolve(name), bytes);
        }
        assertThrows(EchoException.class, () -> folder.open(disk));
        List<Finding> found = FsckFolder.look(disk);
        assertEquals(3, found.size(), found.toString());
        assertTrue(found.stream()
                .allMatch(it -> it.kind() == Kind.DAMAGED && it.says().contains("is no segment")));
        assertTrue(found.get(0).file().endsWith("00000001 (copy).log"), found.toString());

        FsckFolder.assertHas(FsckFolder.repair(disk), Kind.REPAIRED, "is set aside, and now foo.log.aside");
        folder.assertWhole(disk);
        assertEquals(List.of(), FsckFolder.look(disk));
        PartyLog.put(disk, FsckFolder.PARTY.resolve("foo.log"), new byte[1]);
        FsckFolder.repair(disk);
        assertTrue(Arrays.equals(bytes, disk.content(FsckFolder.PARTY.resolve("foo.log.aside"))), "it is kept");
        assertTrue(disk.exists(FsckFolder.PARTY.resolve("foo.log.aside.1")));
    }

    /** Whatever a power cut leaves of what was not forced: the next start gets over it, so it is no fault, and nothing is lost. */
    @Test
    void noPowerCutLeavesWhatIsCalledDamage() throws IOException {
        int torn = 0;
        for (int seed = 0; seed < 60; seed++) {
            MemoryDisk writing = new MemoryDisk();
            FsckFolder plain = new FsckFolder(1 << 20).write(writing, 0, 1);
            FeedStore store = plain.open(writing);
            int forced = 2 + seed % 5;
            for (int i = 0; i < forced + 8; i++) {
                store.append(plain.one.next(1, 1_900));
                if (i < forced) {
                    store.force();
                }
            }
            Random random = new Random(seed);
            MemoryDisk left = writing.crash(seed % 2 == 0 ? Survival.pages(random) : Survival.prefix(random));
            List<Finding> found = FsckFolder.look(left);
            assertTrue(found.stream().allMatch(it -> it.kind() == Kind.NOTE), found.toString());
            torn += FsckFolder.has(found, Kind.NOTE, "the next start cuts it") ? 1 : 0;
            try (FeedStore next = plain.open(left)) {
                assertTrue(next.extent(plain.one.key()).length() >= forced, "seed " + seed);
            }
            assertEquals(List.of(), FsckFolder.look(left));
        }
        assertTrue(torn > 20, "torn: " + torn);
    }

    /** The port, of which only what reads may be called. */
    private static Disk readOnly(MemoryDisk disk) {
        List<String> reads =
                List.of("list", "exists", "openToRead", "lockToRead", "locate", "equals", "hashCode", "toString");
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, words) -> {
                    if (!reads.contains(method.getName())) {
                        throw new AssertionError("a look calls " + method.getName() + " " + Arrays.toString(words));
                    }
                    try {
                        return method.invoke(disk, words);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void aLookWritesNothing() throws IOException {
        assertEquals(List.of(), FsckFolder.look(readOnly(disk)));
        disk.flip(FsckFolder.log(1), 100, 1);
        disk.flip(new DiskPath("meta/a.record"), 20, 1);
        PartyLog.put(disk, FsckFolder.PARTY.resolve("foo.log"), new byte[1]);
        assertTrue(FsckFolder.look(readOnly(disk)).size() >= 3);
        try (FileStorage inUse = FileStorage.open(disk, new Random(1), notice -> {})) {
            assertEquals(1, inUse.parties().size());
            EchoException refusal = assertThrows(EchoException.class, () -> FsckFolder.look(readOnly(disk)));
            assertTrue(String.valueOf(refusal.getMessage()).contains("stop it first"), refusal.getMessage());
        }
    }

    @Test
    void aLookMakesNoLockAndNeedsNoLeaveToWrite(@TempDir Path temporary) throws IOException {
        Path data = temporary.resolve("data");
        new FsckFolder(600).write(new NioDisk(data), 11, 20);
        try (Closeable held = new NioDisk(data).lock(new DiskPath("lock")).orElseThrow()) {
            assertThrows(EchoException.class, () -> FsckFolder.look(new NioDisk(data)));
            assertTrue(held != null);
        }
        Files.delete(data.resolve("lock"));
        assertEquals(List.of(), FsckFolder.look(new NioDisk(data)));
        assertTrue(Files.notExists(data.resolve("lock")), "a look made the lock");

        Files.createFile(data.resolve("lock"));
        setModes(data, "r-x------", "r--------");
        try {
            Assumptions.assumeFalse(Files.isWritable(data), "who may do all can write here too");
            assertEquals(List.of(), FsckFolder.look(new NioDisk(data)));
        } finally {
            setModes(data, "rwx------", "rw-------");
        }
    }

    private static void setModes(Path data, String folders, String files) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(data)) {
            all = found.toList();
        }
        for (Path path : all) {
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(Files.isDirectory(path) ? folders : files));
        }
    }
}
