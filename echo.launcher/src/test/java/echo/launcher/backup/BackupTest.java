package echo.launcher.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A backup holds the folder to the byte or is not there; it is its owner's alone, and leaves nothing beside it. */
class BackupTest {
    private final Path folder;
    private final Path data;
    private final Path file;

    BackupTest(@TempDir Path folder) throws IOException {
        this.folder = folder.toRealPath();
        this.data = Folders.small(this.folder.resolve("data"));
        this.file = this.folder.resolve("saved.zip");
    }

    private void save(Backup.Storage storage) throws ReflectiveOperationException {
        new Backup(data).write(file, storage);
    }

    private Map<String, String> restored() throws IOException, ReflectiveOperationException {
        Path to = folder.resolve("restored");
        assertEquals(1, new Restore(file).into(to, new ListedStorage()));
        return Folders.content(to);
    }

    private ExitCode refusal(Path to, Backup.Storage storage) throws IOException {
        Map<String, String> before = Folders.content(folder);
        Trouble trouble = assertThrows(Trouble.class, () -> new Backup(data).write(to, storage));
        before.keySet().retainAll(Folders.content(folder).keySet());
        assertEquals(before, Folders.content(folder), "something was left behind or changed");
        return trouble.exitCode();
    }

    @Test
    void whatIsRestoredIsWhatWasSavedToTheByte() throws IOException, ReflectiveOperationException {
        Folders.put(data.resolve("keys/device.key"), 20);
        Folders.put(data.resolve("keys/empty"), 0);
        Folders.put(data.resolve("parties/" + "b2".repeat(32) + "/00000000.log"), 300_000);
        Folders.put(data.resolve("parties/" + "b2".repeat(32) + "/00000001.log"), 1 << 16);
        Files.delete(data.resolve(Folders.LOG));
        Files.delete(data.resolve(Folders.LOG).getParent());
        save(new ListedStorage());
        assertEquals(Folders.content(data), restored());
        assertEquals(Set.of("data", "restored", "saved.zip"), names());
    }

    private Set<String> names() throws IOException {
        Map<String, String> content = Folders.content(folder);
        content.keySet().removeIf(name -> name.contains("/"));
        return content.keySet();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void itIsItsOwnersAloneFromItsFirstByteOn() throws IOException, ReflectiveOperationException {
        ListedStorage storage = new ListedStorage((from, scratch) -> {
            assertEquals("rw-------", Folders.rights(scratch));
            assertEquals("rw-------", Folders.rights(folder.resolve("saved.zip~")));
        });
        save(storage);
        assertEquals(1, storage.asked);
        assertEquals("rw-------", Folders.rights(file));
    }

    @Test
    void aFileThatIsThereIsRefused() throws IOException {
        Folders.put(file, 5);
        assertEquals(ExitCode.USAGE, refusal(file, new ListedStorage()));
    }

    /** A node would take it for a record or a party, and the next backup would hold this one. */
    @Test
    void aFileInTheDataFolderIsRefused() throws IOException {
        for (String name : new String[] {"saved.zip", "meta/saved.zip", "parties/saved.zip", "meta/../saved.zip"}) {
            assertEquals(ExitCode.USAGE, refusal(data.resolve(name), new ListedStorage()));
        }
    }

    @Test
    void aFolderThatIsNotThereIsToldOfInOneLine() throws IOException {
        assertEquals(ExitCode.STORAGE, refusal(folder.resolve("nowhere/saved.zip"), new ListedStorage()));
        assertThrows(Trouble.class, () -> new Backup(folder.resolve("nowhere")));
    }

    @Test
    void aFolderMayBeNamedInAnyWay() throws IOException, ReflectiveOperationException {
        Path here = Path.of("").toAbsolutePath().relativize(folder);
        new Backup(Path.of(here.resolve("data") + "/")).write(here.resolve("saved.zip"), new ListedStorage());
        Map<String, String> saved = Folders.content(data);
        assertEquals(saved, restored());
        for (String name : new String[] {"relative", "slash/", "x/../around", "deep/deeper/data"}) {
            Path to = Path.of(here + "/" + name);
            new Restore(here.resolve("saved.zip")).into(to, new ListedStorage());
            assertEquals(saved, Folders.content(to.toAbsolutePath().normalize()));
        }
    }

    @Test
    void aLogThatVanishesIsListedAnew() throws IOException, ReflectiveOperationException {
        Path log = data.resolve(Folders.LOG);
        Folders.put(log.resolveSibling("00000001.log"), 7);
        ListedStorage storage = new ListedStorage((from, scratch) -> Files.deleteIfExists(log));
        save(storage);
        assertEquals(2, storage.asked);
        assertEquals(Folders.content(data), restored());
    }

    @Test
    void logsThatVanishEachTimeAreRefused() throws IOException {
        int[] last = {0};
        Path log = data.resolve(Folders.LOG);
        ListedStorage storage = new ListedStorage((from, scratch) -> {
            Files.delete(last[0] == 0 ? log : log.resolveSibling(last[0] + ".log"));
            Folders.put(log.resolveSibling(++last[0] + ".log"), 9);
        });
        Trouble trouble = assertThrows(Trouble.class, () -> save(storage));
        assertEquals(ExitCode.STORAGE, trouble.exitCode());
        assertEquals(3, storage.asked);
        assertEquals(Set.of("data"), names());
    }

    @Test
    void aRecordThatVanishesIsPassedOver() throws IOException, ReflectiveOperationException {
        ListedStorage storage =
                new ListedStorage((from, scratch) -> Files.deleteIfExists(from.resolve(Folders.RECORD)));
        save(storage);
        assertEquals(1, storage.asked);
        Map<String, String> restored = restored();
        assertFalse(restored.containsKey(Folders.RECORD));
        assertTrue(restored.containsKey(Folders.LOG));
    }

    /** What is copied is what a name stands for when its turn comes. */
    @Test
    void aLogThatGrowsIsCopiedUpToTheEndThatItHasThen() throws IOException, ReflectiveOperationException {
        ListedStorage storage = new ListedStorage((from, scratch) -> Folders.put(from.resolve(Folders.LOG), 999));
        save(storage);
        assertEquals(1, storage.asked);
        assertEquals(Folders.content(data), restored());
    }

    @Test
    void aStorageThatRefusesLeavesNothingBehind() throws IOException {
        assertEquals(ExitCode.CORRUPT, refusal(file, new ListedStorage((from, scratch) -> {
            Files.writeString(scratch, "half a copy");
            throw new Trouble(ExitCode.CORRUPT, "under repair");
        })));
        assertEquals(ExitCode.STORAGE, refusal(file, new ListedStorage((from, scratch) -> {
            throw new IOException("the disk fails");
        })));
    }

    /** What a file manager leaves in the folder of keys must not make a backup that no restore takes. */
    @Test
    void aStrangersFileBesideTheKeysDoesNotSpoilIt() throws IOException, ReflectiveOperationException {
        Folders.put(data.resolve("keys/device.key"), 20);
        Map<String, String> before = Folders.content(data);
        Folders.put(data.resolve("keys/.DS_Store"), 3);
        Folders.put(data.resolve("keys/device (copy).key"), 3);
        save(new ListedStorage());
        assertEquals(before, restored());
    }
}
