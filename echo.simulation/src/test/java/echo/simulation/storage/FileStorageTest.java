package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.simulation.contract.SampleFeed;
import echo.storage.file.FileFeedStore;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.DiskPath;
import echo.storage.file.disk.NioDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data folder on the machine's own file system: layout, lock, refusals. */
class FileStorageTest {
    private static final PartyKey ONE = new PartyKey(Bytes.hex("01".repeat(32)));
    private static final PartyKey TWO = new PartyKey(Bytes.hex("f2".repeat(32)));

    @TempDir
    Path folder = Path.of("");

    private final List<String> notices = new ArrayList<>();

    private FileStorage open(Path data) {
        return FileStorage.open(new NioDisk(data), new Random(1), notices::add);
    }

    /** Run as a process of its own: exit code 0 when it gets the lock of the file, 1 when it does not. */
    static final class LockAttempt {
        private LockAttempt() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                    FileLock lock = channel.tryLock()) {
                Runtime.getRuntime().halt(lock == null ? 1 : 0);
            }
        }
    }

    @Test
    void theFolderHasThisLayout() {
        try (FileStorage storage = open(folder.resolve("data"))) {
            storage.open(TWO);
            storage.meta().put("identity", Bytes.utf8("me"));
        }

        assertTrue(Files.exists(folder.resolve("data/lock")));
        assertTrue(Files.exists(folder.resolve("data/meta/identity")));
        assertTrue(Files.exists(folder.resolve("data/parties/" + "f2".repeat(32) + "/00000000.log")));
    }

    @Test
    void partiesAreListedInTheOrderOfTheirKeysAndStrangersInTheFolderAreLeftAlone() throws IOException {
        try (FileStorage storage = open(folder)) {
            storage.open(TWO).append(new SampleFeed(1).next(1, 1));
            storage.open(ONE);
            Files.createDirectories(folder.resolve("parties/" + "33".repeat(32)));
            Files.writeString(folder.resolve("parties/notes"), "mine");

            assertEquals(List.of(ONE, TWO), storage.parties());
        }
        try (FileStorage storage = open(folder)) {
            assertEquals(List.of(ONE, TWO), storage.parties());
            assertEquals(1, storage.open(TWO).feeds().size());
        }
        assertTrue(Files.exists(folder.resolve("parties/notes")));
    }

    /** What is left of a party is not passed over, and nothing new is begun in its place. */
    @Test
    void aPartyWhoseFirstSegmentIsMissingIsListedAndRefused() throws IOException {
        String name = "parties/" + "01".repeat(32);
        SampleFeed feed = new SampleFeed(1);
        try (FileStorage storage = open(folder);
                FeedStore store = FileFeedStore.open(
                        new NioDisk(folder), new DiskPath(name), ONE, 1, new Random(1), notice -> {})) {
            assertEquals(List.of(ONE), storage.parties());
            store.append(feed.next(1, 1));
            store.append(feed.next(1, 1));
        }
        Path party = folder.resolve(name);
        Files.delete(party.resolve("00000000.log"));

        try (FileStorage storage = open(folder)) {
            assertEquals(List.of(ONE), storage.parties());
            EchoException refusal = assertThrows(EchoException.class, () -> storage.open(ONE));
            assertEquals(EchoException.Kind.CORRUPT, refusal.kind());
            assertTrue(
                    String.valueOf(refusal.getMessage()).startsWith(party.resolve("00000000.log") + " is missing"),
                    refusal.getMessage());
        }
        assertTrue(Files.notExists(party.resolve("00000000.log")));
    }

    @Test
    void aPartyIsOpenOnceAtATime() {
        try (FileStorage storage = open(folder)) {
            FeedStore store = storage.open(ONE);
            assertThrows(IllegalStateException.class, () -> storage.open(ONE));
            store.close();
            storage.open(ONE);
        }
    }

    @Test
    void aSecondNodeOnTheFolderIsRefusedByNameAndTheFirstKeepsItsLock() throws Exception {
        try (FileStorage first = open(folder)) {
            EchoException refusal = assertThrows(EchoException.class, () -> open(folder));
            assertEquals(EchoException.Kind.STORAGE, refusal.kind());
            assertEquals(
                    "the data folder " + folder.toAbsolutePath()
                            + " is in use by another node; stop that one or choose another folder",
                    refusal.getMessage());
            assertEquals(1, lockAttempt(), "another process must not get the lock");
            first.open(ONE);
        }
        assertEquals(0, lockAttempt(), "closing gives the lock back");
        open(folder).close();
    }

    private int lockAttempt() throws IOException, InterruptedException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        Path.of("target", "test-classes").toString(),
                        LockAttempt.class.getName(),
                        folder.resolve("lock").toString())
                .inheritIO()
                .start()
                .waitFor();
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefusedByName() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");

        EchoException refusal = assertThrows(EchoException.class, () -> open(file.resolve("data")));
        assertEquals(EchoException.Kind.STORAGE, refusal.kind());
        assertTrue(
                String.valueOf(refusal.getMessage())
                        .startsWith("cannot write in the data folder " + file.resolve("data")),
                refusal.getMessage());
    }

    @Test
    void foldersAreTheirOwnersAlone() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        open(folder.resolve("data")).close();

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))));
    }

    @Test
    void whatAnUnfinishedWriteLeftIsRemoved() throws IOException {
        open(folder).close();
        Path unfinished = Files.writeString(folder.resolve("meta/identity~"), "ha");
        open(folder).close();

        assertTrue(Files.notExists(unfinished));
    }

    @Test
    void aClosedStorageSaysSoAndItsStoresToo() {
        FileStorage storage = open(folder);
        FeedStore store = storage.open(ONE);
        storage.close();
        storage.close();

        EchoException refusal = assertThrows(EchoException.class, storage::parties);
        assertEquals(EchoException.Kind.UNAVAILABLE, refusal.kind());
        refusal = assertThrows(EchoException.class, () -> store.append(new SampleFeed(1).next(1, 1)));
        assertEquals(EchoException.Kind.UNAVAILABLE, refusal.kind());
    }
}
