package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.feed.MetaStore;
import echo.simulation.contract.MetaStoreContract;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileMetaStore;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link MetaStoreContract} for files on a disk in memory, and what power cuts and rot do to them (P2). */
class MemoryFileMetaStoreTest extends MetaStoreContract {
    private static final DiskPath FOLDER = new DiskPath("meta");
    private static final DiskPath RECORD = FOLDER.resolve("epoch.1");
    private static final Bytes OLD = Bytes.utf8("old");
    private static final Bytes NEW = Bytes.utf8("a new value");

    private final MemoryDisk disk = new MemoryDisk();

    @Override
    protected MetaStore open() {
        return FileMetaStore.open(disk, FOLDER);
    }

    @Test
    void whereverThePowerGoesOffTheOldOrTheNewValueIsThereWhole() {
        int cuts = 0;
        for (long after = 0; !putWithPowerCut(after); after++) {
            cuts++;
        }
        assertTrue(cuts >= 4, "a put has at least four steps between which the power can go: " + cuts);
    }

    /** Cuts the power after so many steps of a put and checks what each kind of cut leaves; returns whether the put ended. */
    private static boolean putWithPowerCut(long after) {
        MemoryDisk disk = new MemoryDisk();
        FileMetaStore meta = FileMetaStore.open(disk, FOLDER);
        meta.put("epoch.1", OLD);
        disk.faults().powerOffAfter(after);
        boolean acknowledged = acknowledges(() -> meta.put("epoch.1", NEW));
        for (int tear = 0; tear < 64; tear++) {
            int kept = tear;
            MemoryDisk next = disk.crash((path, pending) -> Math.min(kept, pending));
            FileMetaStore reopened = FileMetaStore.open(next, FOLDER);
            Bytes found = reopened.get("epoch.1").orElseThrow();
            assertTrue(found.equals(NEW) || (found.equals(OLD) && !acknowledged), "found " + found.toUtf8());
            assertEquals(List.of("epoch.1"), reopened.names(""));
        }
        return acknowledged;
    }

    @Test
    void aDeletedRecordDoesNotComeBackAfterAPowerCut() {
        MetaStore meta = open();
        meta.put("epoch.1", OLD);
        meta.delete("epoch.1");

        assertEquals(
                Optional.empty(),
                FileMetaStore.open(disk.crash(Survival.NONE), FOLDER).get("epoch.1"));
    }

    /** A folder could not be forced: what the next opening finds there is there for good. */
    @Test
    void whatIsReadAfterAFailedForceOfTheFolderIsDurable() {
        MetaStore meta = open();
        meta.put("epoch.1", OLD);
        disk.faults().failForceAfter(1);
        assertThrows(EchoException.class, () -> meta.put("epoch.1", NEW));
        Optional<Bytes> found = open().get("epoch.1");

        assertEquals(Optional.of(NEW), found);
        assertEquals(
                found, FileMetaStore.open(disk.crash(Survival.NONE), FOLDER).get("epoch.1"));
    }

    @Test
    void aDeletionThatCouldNotBeForcedIsForcedByTheNext() {
        MetaStore meta = open();
        meta.put("epoch.1", OLD);
        disk.faults().failForceAfter(0);
        assertThrows(EchoException.class, () -> meta.delete("epoch.1"));
        meta.delete("epoch.1");

        assertEquals(
                Optional.empty(),
                FileMetaStore.open(disk.crash(Survival.NONE), FOLDER).get("epoch.1"));
    }

    @Test
    void aFullDiskLeavesTheOldValue() {
        MetaStore meta = open();
        meta.put("epoch.1", OLD);
        disk.faults().freeBytes(10);

        EchoException refusal = assertThrows(EchoException.class, () -> meta.put("epoch.1", NEW));
        assertTrue(String.valueOf(refusal.getMessage()).contains("No space left"), refusal.getMessage());
        assertEquals(Optional.of(OLD), meta.get("epoch.1"));
    }

    @Test
    void everyFlippedBitIsReported() throws IOException {
        MetaStore meta = open();
        meta.put("epoch.1", NEW);
        for (int bit = 0; bit < 8 * disk.content(RECORD).length; bit++) {
            disk.flip(RECORD, bit / 8, 1 << bit % 8);
            EchoException damage = assertThrows(EchoException.class, () -> meta.get("epoch.1"), "bit " + bit);
            assertEquals(EchoException.Kind.CORRUPT, damage.kind());
            disk.flip(RECORD, bit / 8, 1 << bit % 8);
        }
        assertEquals(Optional.of(NEW), meta.get("epoch.1"));
    }

    @Test
    void aRecordUnderAnotherNameIsReported() throws IOException {
        open().put("epoch.1", NEW);
        disk.replace(RECORD, FOLDER.resolve("epoch.2"));

        assertThrows(EchoException.class, () -> open().get("epoch.2"));
    }

    /** Frozen: docs/format.md, record of the node. */
    @Test
    void aRecordHasTheseBytes() throws IOException {
        open().put("epoch.1", NEW);

        assertEquals(
                "4543484f4d45544100000001" // magic, version
                        + "0000000765706f63682e31" // name
                        + "0000000b61206e65772076616c7565" // value
                        + "99038784",
                Bytes.owning(disk.content(RECORD)).toHex());
        assertFalse(disk.exists(FOLDER.resolve("epoch.1~")));
    }

    private static boolean acknowledges(Runnable put) {
        try {
            put.run();
            return true;
        } catch (EchoException e) {
            return false;
        }
    }
}
