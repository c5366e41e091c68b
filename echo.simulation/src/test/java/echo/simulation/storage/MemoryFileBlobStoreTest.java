package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.blob.BlobStore;
import echo.api.blob.Cid;
import echo.simulation.contract.BlobStoreContract;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.blob.FileBlobStore;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** {@link BlobStoreContract} for files on a disk in memory, and what power cuts, failures and rot do to them (P2). */
class MemoryFileBlobStoreTest extends BlobStoreContract {
    private static final DiskPath FOLDER = new DiskPath("blobs");
    private static final Bytes ONE = Bytes.utf8("one");
    private static final Bytes TWO = Bytes.utf8("a second blob");
    private static final Bytes THREE = Bytes.EMPTY;
    private static final DiskPath FILE = FOLDER.resolve(Cid.of(TWO).toString());

    private final MemoryDisk disk = new MemoryDisk();
    private final List<String> notices = new ArrayList<>();

    @Override
    protected BlobStore open() {
        return open(disk);
    }

    private BlobStore open(MemoryDisk at) {
        return FileBlobStore.open(at, FOLDER, notices::add);
    }

    /** A script that puts, forces and deletes, cut at every step: what was forced is there, the rest whole or not at all. */
    @Test
    void whereverThePowerGoesOffEachBlobIsThereWholeOrNotAtAll() {
        int states = 0;
        boolean ended = false;
        for (long after = 0; !ended; after++) {
            for (int seed = 0; seed < 12; seed++) {
                MemoryDisk cut = new MemoryDisk();
                Script script = new Script(open(cut));
                cut.faults().powerOffAfter(after);
                ended = script.run();
                BlobStore found = open(cut.crash(survival(seed)));
                script.judge(found);
                states++;
            }
        }
        assertTrue(states > 12 * 20, "cuts: " + states);
    }

    private static Survival survival(int seed) {
        return switch (seed) {
            case 0 -> Survival.NONE;
            case 1 -> Survival.ALL;
            default -> Survival.prefix(new Random(seed));
        };
    }

    /** One force fails, at each place in turn, and the node goes on: what a later force acknowledged survives. */
    @Test
    void whateverForceFailsTheNextOneHolds() {
        int failed = 0;
        for (long after = 0; after < 12; after++) {
            MemoryDisk failing = new MemoryDisk();
            BlobStore store = open(failing);
            failing.faults().failForceAfter(after);
            for (Bytes blob : List.of(ONE, TWO, THREE)) {
                store.put(blob);
                failed += acknowledges(store::force) ? 0 : 1;
            }
            while (!acknowledges(store::force)) {
                failed++;
            }
            BlobStore found = open(failing.crash(Survival.NONE));
            for (Bytes blob : List.of(ONE, TWO, THREE)) {
                assertEquals(Optional.of(blob), found.get(Cid.of(blob)), "the force after " + after);
            }
        }
        assertTrue(failed >= 5, "forces that failed: " + failed);
    }

    /**
     * After a force that failed the system takes for written what is not: pages, and names in a folder. Whichever force fails, what
     * a later one acknowledged is there after a power cut.
     */
    @Test
    void whatAFailedForceLeftIsWrittenAnewWithItsName() {
        int failed = 0;
        for (long after = 0; after < 16; after++) {
            MemoryDisk failing = new MemoryDisk();
            BlobStore store = open(failing);
            failing.faults().loseNamesWhereForcesFail();
            failing.faults().failForceAfter(after);
            for (Bytes blob : List.of(ONE, TWO, THREE)) {
                store.put(blob);
                failed += acknowledges(store::force) ? 0 : 1;
                if (acknowledges(store::force)) {
                    BlobStore found = open(failing.image(Survival.NONE));
                    assertEquals(Optional.of(blob), found.get(Cid.of(blob)), "the force after " + after);
                }
            }
            store.delete(Cid.of(TWO)); // what is deleted may come back: a sweep finds it again
            while (!acknowledges(store::force)) {
                failed++;
            }
            BlobStore found = open(failing.crash(Survival.NONE));
            assertTrue(found.has(Cid.of(ONE)) && found.has(Cid.of(THREE)), "the force after " + after);
        }
        assertTrue(failed >= 5, "forces that failed: " + failed);
    }

    /** The disk fills up while what a force missed is written anew: the next force still has it. */
    @Test
    void whatCannotBeWrittenAnewIsStillThere() {
        for (long room = 0; room < 60; room += 5) {
            MemoryDisk failing = new MemoryDisk();
            BlobStore store = open(failing);
            store.put(ONE);
            store.put(TWO);
            failing.faults().failForceAfter(1);
            assertFalse(acknowledges(store::force));
            failing.faults().freeBytes(room);
            boolean held = acknowledges(store::force);
            failing.faults().mend();
            assertTrue(held || acknowledges(store::force));
            BlobStore found = open(failing.crash(Survival.NONE));
            assertEquals(Optional.of(ONE), found.get(Cid.of(ONE)), "room for " + room);
            assertEquals(Optional.of(TWO), found.get(Cid.of(TWO)), "room for " + room);
        }
    }

    /** The page that a force failed to write is gone from memory as well: what is read back is not what was put. */
    @Test
    void whatAFailedForceLostIsReportedAndNeverAcknowledged() {
        int reported = 0;
        for (long after = 0; after < 3; after++) {
            MemoryDisk failing = new MemoryDisk();
            BlobStore store = open(failing);
            store.put(ONE);
            store.put(TWO);
            failing.faults().loseNamesWhereForcesFail();
            failing.faults().failForceAfter(after);
            assertFalse(acknowledges(store::force));
            failing.forgetWhatForcesMissed();
            boolean held = false;
            for (int again = 0; again < 3; again++) {
                held = acknowledges(store::force);
            }
            assertEquals(store.has(Cid.of(ONE)) && store.has(Cid.of(TWO)), held, "the force after " + after);
            reported += notices.size();
            while (!acknowledges(store::force)) {
                store.put(ONE);
                store.put(TWO);
            }
            BlobStore again = open(failing.crash(Survival.NONE));
            assertEquals(Optional.of(ONE), again.get(Cid.of(ONE)));
            assertEquals(Optional.of(TWO), again.get(Cid.of(TWO)));
        }
        assertTrue(reported > 0, "nothing was lost");
    }

    /** What an opening finds may rest on a rename that no force has reached. */
    @Test
    void whatIsFoundAtOpeningIsDurable() {
        BlobStore store = open();
        store.put(ONE);
        disk.faults().failForceAfter(1);
        assertThrows(EchoException.class, store::force);
        assertTrue(open().has(Cid.of(ONE)), "its file has its name");

        assertEquals(Optional.of(ONE), open(disk.crash(Survival.NONE)).get(Cid.of(ONE)));
    }

    @Test
    void aPutThatFailsLeavesNothingAndCanBeRepeated() {
        BlobStore store = open();
        disk.faults().freeBytes(14);
        EchoException refusal = assertThrows(EchoException.class, () -> store.put(TWO));
        assertTrue(String.valueOf(refusal.getMessage()).contains("No space left"), refusal.getMessage());
        assertFalse(store.has(Cid.of(TWO)));
        disk.faults().freeBytes(1 << 20);
        store.put(TWO);
        store.force();

        assertEquals(Optional.of(TWO), open(disk.crash(Survival.NONE)).get(Cid.of(TWO)));
    }

    @Test
    void everyFlippedBitIsReportedAndTheBlobCanBeHadAgain() throws IOException {
        int bits = 8 * (12 + TWO.size());
        for (int bit = 0; bit < bits; bit++) {
            BlobStore store = open();
            store.put(TWO);
            store.force();
            disk.flip(FILE, bit / 8, 1 << bit % 8);
            EchoException damage = assertThrows(EchoException.class, () -> store.get(Cid.of(TWO)), "bit " + bit);
            assertEquals(EchoException.Kind.CORRUPT, damage.kind());
            assertEquals(bit + 1, notices.size());

            assertFalse(store.has(Cid.of(TWO)));
            assertEquals(List.of(), store.all());
            store.put(TWO);
            store.force();
            assertEquals(Optional.of(TWO), open(disk.image(Survival.NONE)).get(Cid.of(TWO)));
        }
    }

    /** Nobody need have read it: what is put is there afterwards. */
    @Test
    void aPutMendsADamagedBlob() throws IOException {
        BlobStore store = open();
        store.put(TWO);
        store.force();
        disk.flip(FILE, 14, 1);
        store.put(TWO);
        store.force();
        assertEquals(Optional.of(TWO), open(disk.image(Survival.NONE)).get(Cid.of(TWO)));
    }

    /** A storage that went away: what it left waiting is another's folder now. */
    @Test
    void aStoreThatIsClosedTouchesNothing() {
        FileBlobStore old = FileBlobStore.open(disk, FOLDER, notices::add);
        old.put(TWO);
        old.close();
        BlobStore next = open();
        next.put(TWO);
        next.force();
        assertThrows(EchoException.class, old::force);
        assertThrows(EchoException.class, () -> old.put(ONE));
        assertThrows(EchoException.class, () -> old.get(Cid.of(TWO)));
        assertThrows(EchoException.class, old::all);
        assertThrows(EchoException.class, () -> old.delete(Cid.of(TWO)));
        assertEquals(Optional.of(TWO), next.get(Cid.of(TWO)));
    }

    @Test
    void manyBlobsThatNobodyForcesAreForcedAtLast() {
        BlobStore store = open();
        for (int i = 0; i < 1_025; i++) {
            store.put(Bytes.utf8("blob " + i));
        }
        assertEquals(1_025, open(disk.image(Survival.NONE)).all().size());
    }

    /** Frozen: docs/format.md, Blobs. */
    @Test
    void aBlobHasTheseBytesAndThisName() throws IOException {
        BlobStore store = open();
        store.put(ONE);
        store.force();

        DiskPath file = FOLDER.resolve("bafkreidwslb22nkaxoadyaqlhlxgntmiq4jdenhkbrxhcq6avxlt75br5u");
        assertEquals(List.of(file), disk.files());
        assertEquals(
                "4543484f424c4f42" + "00000001" + "6f6e65",
                Bytes.owning(disk.content(file)).toHex());
    }

    private static boolean acknowledges(Runnable force) {
        try {
            force.run();
            return true;
        } catch (EchoException e) {
            return false;
        }
    }

    /** What was done, and what must be there at least and at most. */
    private static final class Script {
        private final BlobStore store;
        private final List<Bytes> certain = new ArrayList<>();
        private final List<Bytes> possible = new ArrayList<>();

        Script(BlobStore store) {
            this.store = store;
        }

        boolean run() {
            return acknowledges(() -> {
                put(ONE);
                put(TWO);
                force();
                delete(ONE);
                put(THREE);
                force();
                put(ONE);
                delete(ONE);
                try (BlobStore.Sweep sweep = store.sweep()) {
                    sweep.keep(Cid.of(TWO));
                    certain.remove(THREE);
                    sweep.finish();
                }
                force();
                possible.remove(ONE);
                possible.remove(THREE);
            });
        }

        private void put(Bytes blob) {
            possible.add(blob);
            store.put(blob);
        }

        private void force() {
            store.force();
            certain.addAll(store.all().stream()
                    .map(cid -> store.get(cid).orElseThrow())
                    .toList());
        }

        private void delete(Bytes blob) {
            certain.remove(blob);
            store.delete(Cid.of(blob));
        }

        void judge(BlobStore found) {
            for (Bytes blob : certain) {
                assertEquals(Optional.of(blob), found.get(Cid.of(blob)));
            }
            for (Cid cid : found.all()) {
                assertTrue(possible.contains(found.get(cid).orElseThrow()), "what is there is what was put");
            }
        }
    }
}
