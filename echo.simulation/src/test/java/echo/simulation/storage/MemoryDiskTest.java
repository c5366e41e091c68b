package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The disk in memory forgets what a disk may forget, and nothing else. */
class MemoryDiskTest {
    private static final DiskPath FILE = new DiskPath("a");
    private static final DiskPath OTHER = new DiskPath("b");

    private final MemoryDisk disk = new MemoryDisk();

    private Disk.File durable(String text) throws IOException {
        Disk.File file = disk.open(FILE);
        file.append(Bytes.utf8(text).toByteArray());
        file.force();
        disk.forceFolder(DiskPath.ROOT);
        return file;
    }

    private static String text(MemoryDisk disk, DiskPath path) throws IOException {
        return Bytes.owning(disk.content(path)).toUtf8();
    }

    @Test
    void bytesAreKeptFromTheForceOn() throws IOException {
        Disk.File file = durable("abc");
        file.append(Bytes.utf8("def").toByteArray());

        assertEquals("abc", text(disk.crash(Survival.NONE), FILE));
        assertEquals("abcdef", text(disk.crash(Survival.ALL), FILE));
        assertEquals("abcde", text(disk.crash((path, pending) -> 2), FILE));
    }

    @Test
    void whatAFailedForceShouldHaveWrittenIsReadAndNotWrittenByTheNext() throws IOException {
        Disk.File file = durable("abc");
        file.append(Bytes.utf8("def").toByteArray());
        disk.faults().failForceAfter(0);
        assertThrows(IOException.class, file::force);
        file.append(Bytes.utf8("ghi").toByteArray());
        file.force();

        assertEquals("abcdefghi", text(disk, FILE));
        assertEquals("abc\0\0\0ghi", text(disk.image(Survival.NONE), FILE));
        file.rewrite(5);
        assertEquals("abc\0\0\0ghi", text(disk.image(Survival.NONE), FILE));
        file.force();
        assertEquals("abc\0\0fghi", text(disk.crash(Survival.NONE), FILE));
    }

    @Test
    void aCutIsKeptFromTheForceOnAndComesBeforeWhatWasWrittenAfterIt() throws IOException {
        Disk.File file = durable("abcdef");
        file.truncate(4);
        file.truncate(2);
        file.append(Bytes.utf8("XY").toByteArray());

        assertEquals("abXY", text(disk, FILE));
        assertEquals("abcdef", text(disk.crash(Survival.NONE), FILE));
        assertEquals("abcd", text(disk.crash((path, pending) -> 1), FILE));
        assertEquals("ab", text(disk.crash((path, pending) -> 2), FILE));
        assertEquals("abX", text(disk.crash((path, pending) -> 3), FILE));
        assertEquals("abXY", text(disk.crash(Survival.ALL), FILE));
    }

    @Test
    void namesAreKeptFromTheForceOfTheirFolderOn() throws IOException {
        durable("abc");
        disk.replace(FILE, OTHER);

        assertEquals("abc", text(disk.crash(Survival.NONE), FILE));
        assertEquals("abc", text(disk.crash(Survival.ALL), OTHER));
        assertFalse(disk.crash(Survival.ALL).exists(FILE));
    }

    @Test
    void aNameThatWasForcedAwayStaysAway() throws IOException {
        durable("abc");
        disk.replace(FILE, OTHER);
        disk.forceFolder(DiskPath.ROOT);

        assertFalse(disk.crash(Survival.NONE).exists(FILE));
        assertEquals("abc", text(disk.crash(Survival.NONE), OTHER));
    }

    @Test
    void aNewFileWhoseFolderWasNotForcedMayBeGone() throws IOException {
        Disk.File file = disk.open(FILE);
        file.append(new byte[10]);
        file.force();

        assertFalse(disk.crash(Survival.NONE).exists(FILE));
        assertTrue(disk.crash(Survival.ALL).exists(FILE));
    }

    /** Else the power of seed 108's first node went after all faults had ended, and nobody started it again. */
    @Test
    void aPowerCutThatHasNotStruckEndsWithAllFaults() throws IOException {
        Disk.File file = durable("abc");
        disk.faults().powerOffAfter(0);
        disk.faults().mend();
        file.append(new byte[1]);

        disk.faults().powerOffAfter(0);
        assertThrows(IOException.class, () -> file.append(new byte[1]));
        disk.faults().mend();
        assertThrows(IOException.class, () -> file.append(new byte[1]));
    }

    @Test
    void oneSeedLeavesOneOutcome() throws IOException {
        durable("abc").append(new byte[1000]);

        assertEquals(
                disk.crash(Survival.prefix(new Random(5))).content(FILE).length,
                disk.crash(Survival.prefix(new Random(5))).content(FILE).length);
    }

    @Test
    void aDiskWithoutPowerDoesNothing() throws IOException {
        Disk.File file = durable("abc");
        disk.crash(Survival.ALL);

        assertThrows(IOException.class, () -> file.append(new byte[1]));
        assertThrows(IOException.class, file::force);
        assertThrows(IOException.class, () -> disk.open(FILE));
    }

    @Test
    void aFullDiskTakesWhatFits() throws IOException {
        Disk.File file = durable("abc");
        disk.faults().freeBytes(2);

        assertThrows(IOException.class, () -> file.append(Bytes.utf8("def").toByteArray()));
        assertEquals("abcde", text(disk, FILE));
    }

    @Test
    void aPathStaysBelowItsDisk() {
        for (String path : new String[] {"..", "a/..", "/a", "a//b", "a/", "."}) {
            assertThrows(IllegalArgumentException.class, () -> new DiskPath(path), path);
        }
    }
}
