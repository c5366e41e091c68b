package echo.simulation.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Charge;
import echo.api.feed.FeedStore;
import echo.api.feed.Moved;
import echo.api.feed.Timeframe;
import echo.node.storage.Incumbent;
import echo.node.storage.Move;
import echo.node.storage.NamedStorage;
import echo.simulation.disk.DiskFaults;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.simulation.move.Interruption.When;
import echo.storage.file.FileStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device's data are moved from one storage to another: whole, once, and whatever interrupts it (P2, P3, P6). */
class MoveTest extends MoveScene {
    @Test
    void allOfItIsInSqliteAfterAMoveAndTheOldOneIsGivenUp() {
        sample.fill(files);
        List<String> before = StorageContent.of(files);
        assertEquals(Optional.of(FILE), inCharge(file(), sqlite()));
        assertEquals(new Moved(2, 3, 15, 15, 2), move(file(), sqlite()));
        assertEquals(before, StorageContent.of(sqlite().storage()));
        assertEquals(before, StorageContent.of(files));
        assertEquals(Optional.of(SQLITE), inCharge(file(), sqlite()));
        assertEquals(Optional.of(SQLITE), inCharge(sqlite()));
        assertEquals(Optional.empty(), inCharge(file()));
    }

    @Test
    void allOfItIsInFilesAfterAMove() {
        sample.fill(sqlite().storage());
        List<String> before = StorageContent.of(sqlite().storage());
        move(sqlite(), file());
        assertEquals(before, StorageContent.of(files));
        assertEquals(Optional.of(FILE), inCharge(file(), sqlite()));
        assertEquals(Optional.empty(), Incumbent.of(List.of(sqlite()), SQLITE));
    }

    /** With what was written there meanwhile, and without what was deleted. */
    @Test
    void aMoveBackCatchesUp() {
        sample.fill(files);
        move(file(), sqlite());
        sample.goOn(sqlite().storage());
        List<String> before = StorageContent.of(sqlite().storage());
        assertEquals(new Moved(2, 3, 18, 3, 2), move(sqlite(), file()));
        assertEquals(before, StorageContent.of(files));
        assertEquals(Optional.of(FILE), inCharge(file(), sqlite()));
        assertEquals(Optional.empty(), inCharge(sqlite()));
        sample.goOn(files);
        move(file(), sqlite());
        assertEquals(StorageContent.of(files), StorageContent.of(sqlite().storage()));
        assertEquals(Optional.of(SQLITE), inCharge(file(), sqlite()));
    }

    @Test
    void whatWasTrimmedMeanwhileIsTrimmedInAMoveBack() {
        sample.fill(files);
        move(file(), sqlite());
        try (FeedStore store = sqlite().storage().open(Sample.FIRST)) {
            store.append(sample.one.next(1, 10));
            store.trim(Timeframe.EMPTY.with(sample.one.key(), sample.one.extent(7)));
        }
        move(sqlite(), file());
        assertEquals(StorageContent.of(sqlite().storage()), StorageContent.of(files));
    }

    /** The power is cut at each call of either storage; what was not forced is lost. */
    @ParameterizedTest
    @EnumSource(When.class)
    void whereverItIsInterruptedOneIsInChargeAndHasAll(When when) {
        sample.fill(files);
        List<String> expected = StorageContent.of(files);
        MemoryDisk source = disk.image(Survival.ALL);
        long steps = 0;
        boolean interrupted;
        do {
            steps++;
            interrupted = interruptedOnce(source, steps, when, expected);
        } while (interrupted);
        assertTrue(steps > 80, steps + " steps");
    }

    private boolean interruptedOnce(MemoryDisk image, long step, When when, List<String> expected) {
        Interruption interruption = new Interruption(step, when);
        MemoryDisk source = image.image(Survival.ALL);
        MemoryDisk target = new MemoryDisk();
        try (FileStorage from = open(source);
                FileStorage to = open(target)) {
            move(new NamedStorage(FILE, "", interruption.in(from)), new NamedStorage(SQLITE, "", interruption.in(to)));
        } catch (EchoException e) {
            assertTrue(interruption.happened(), e.toString());
        }
        try (FileStorage from = open(source.image(Survival.NONE));
                FileStorage to = open(target.image(Survival.NONE))) {
            oneIsInChargeAndHasAll(
                    "step " + step, new NamedStorage(FILE, "", from), new NamedStorage(SQLITE, "", to), expected);
        }
        return interruption.happened();
    }

    private void oneIsInChargeAndHasAll(String step, NamedStorage from, NamedStorage to, List<String> expected) {
        long alone = inCharge(from).stream().count() + inCharge(to).stream().count();
        assertTrue(alone < 2, step + ": each is in charge when the other is away");
        if (state(to).equals(Optional.of(Charge.State.COMPLETE))) {
            assertEquals(expected, StorageContent.of(to.storage()), step);
        }
        NamedStorage one = Incumbent.of(List.of(from, to), FILE)
                .orElseThrow(() -> new AssertionError(step + ": none is in charge, " + state(from) + state(to)));
        assertEquals(expected, StorageContent.of(one.storage()), step);
        if (one.name().equals(FILE)) {
            move(from, to);
            assertEquals(expected, StorageContent.of(to.storage()), step);
        }
        assertEquals(Optional.of(SQLITE), inCharge(from, to), step);
        assertEquals(Optional.of(SQLITE), inCharge(to), step);
        assertEquals(Optional.empty(), inCharge(from), step);
    }

    /** A force fails once, and what it was to write is read on but gone after a power cut: whoever is taken up stays so. */
    @ParameterizedTest
    @ValueSource(strings = {FILE, SQLITE})
    void whicheverForceFailsWhatIsInChargeIsSoAfterAPowerCut(String failing) {
        sample.fill(files);
        List<String> expected = StorageContent.of(files);
        MemoryDisk image = disk.image(Survival.ALL);
        long forces = 0;
        while (failedForce(image, failing, forces, expected)) {
            forces++;
        }
        assertTrue(forces > (failing.equals(FILE) ? 1 : 20), forces + " forces");
    }

    private boolean failedForce(MemoryDisk image, String failing, long force, List<String> expected) {
        MemoryDisk source = image.image(Survival.ALL);
        MemoryDisk target = new MemoryDisk();
        List<String> failures = new ArrayList<>();
        Optional<String> taken;
        try (FileStorage from = open(source);
                FileStorage to = open(target)) {
            DiskFaults faults = (failing.equals(FILE) ? source : target).faults();
            faults.tell(failures::add);
            faults.loseNamesWhereForcesFail();
            faults.failForceAfter(force);
            NamedStorage old = new NamedStorage(FILE, "", from);
            NamedStorage next = new NamedStorage(SQLITE, "", to);
            try {
                move(old, next);
            } catch (EchoException e) {
                assertEquals(1, failures.size(), e.toString());
            }
            faults.mend();
            taken = inCharge(old, next);
            assertTrue(taken.isPresent(), "force " + force + " of " + failing);
        }
        try (FileStorage from = open(source.image(Survival.NONE));
                FileStorage to = open(target.image(Survival.NONE))) {
            NamedStorage old = new NamedStorage(FILE, "", from);
            NamedStorage next = new NamedStorage(SQLITE, "", to);
            assertEquals(taken, inCharge(old, next), "force " + force + " of " + failing);
            oneIsInChargeAndHasAll("force " + force + " of " + failing, old, next, expected);
        }
        return !failures.isEmpty();
    }

    @Test
    void noneIsInChargeWhileTheLastNoteOfTheSourceCannotBeMadeDurable() {
        sample.fill(files);
        move(file(), sqlite());
        new Charge(Charge.State.COMPLETE, Bytes.hex("0001"), FILE, "/file")
                .note(sqlite().storage().meta());
        files.meta().delete(Charge.RECORD); // as before the last note but one
        disk.faults().loseNamesWhereForcesFail();
        disk.faults().failForceAfter(1); // of the file with the note, then of its folder
        Charge last = new Charge(Charge.State.MOVED, Bytes.hex("0001"), SQLITE, "/sqlite");
        assertThrows(EchoException.class, () -> last.note(files.meta()));
        assertEquals(Optional.of(Charge.State.MOVED), state(file()));
        disk.faults().failForceAfter(1);
        EchoException refusal = assertThrows(EchoException.class, () -> inCharge(file(), sqlite()));
        String message = String.valueOf(refusal.getMessage());
        assertTrue(
                message.startsWith(
                        "the storage file in /file has moved to sqlite in /sqlite, but cannot note that durably ("),
                message);
        assertEquals(Optional.of(Charge.State.COMPLETE), state(sqlite()));
        assertEquals(Optional.of(SQLITE), inCharge(file(), sqlite()));
        assertEquals(Optional.of(Charge.State.IN_CHARGE), state(sqlite()));
    }

    /** The same on a real file, and on the way back, where the target says that it has moved. */
    @ParameterizedTest
    @EnumSource(When.class)
    void aMoveBackThatIsInterruptedLeavesSqliteInChargeUntilItIsWhole(When when) {
        sample.fill(files);
        move(file(), sqlite());
        sample.goOn(sqlite().storage());
        List<String> expected = StorageContent.of(sqlite().storage());
        boolean done = false;
        for (long step = 1; !done; step++) {
            Interruption interruption = new Interruption(step, when);
            try {
                move(
                        new NamedStorage(SQLITE, "", interruption.in(sqlite().storage())),
                        new NamedStorage(FILE, "", interruption.in(files)));
            } catch (EchoException e) {
                assertTrue(interruption.happened(), e.toString());
            }
            String name = "step " + step;
            assertTrue(inCharge(file()).isEmpty() || inCharge(sqlite()).isEmpty(), name);
            NamedStorage one = Incumbent.of(List.of(file(), sqlite()), FILE).orElseThrow();
            assertEquals(expected, StorageContent.of(one.storage()), name);
            done = one.name().equals(FILE);
        }
        assertEquals(Optional.empty(), inCharge(sqlite()));
    }

    /** Without a note it would be the storage to begin with, and half of everything. */
    @Test
    void aMoveToANewFolderOfTheStorageToBeginWithLeavesItOutOfChargeUntilItIsWhole() {
        sample.fill(files);
        move(file(), sqlite());
        List<String> expected = StorageContent.of(sqlite().storage());
        try (FileStorage fresh = open(new MemoryDisk())) {
            NamedStorage target = new NamedStorage(FILE, "/fresh", fresh);
            for (long step = 1; !expected.equals(StorageContent.of(fresh)); step++) {
                Interruption interruption = new Interruption(step, When.AFTER);
                assertThrows(
                        EchoException.class,
                        () -> move(sqlite(), new NamedStorage(FILE, "/fresh", interruption.in(fresh))));
                assertTrue(fresh.parties().isEmpty() || inCharge(target).isEmpty(), "step " + step);
            }
            move(sqlite(), target);
            assertEquals(Optional.of(FILE), inCharge(target));
        }
    }

    /** A copy that was never taken up lacks what was written since, even where its source has moved elsewhere. */
    @Test
    void aCopyOfAnEarlierMoveIsNeverTakenUp() {
        sample.fill(files);
        MemoryDisk left = new MemoryDisk();
        FileStorage copy = open(left);
        NamedStorage stale = new NamedStorage(SQLITE, "/stale", copy);
        new Move(Bytes.hex("aa")).from(file(), stale);
        new Charge(Charge.State.COMPLETE, Bytes.hex("aa"), FILE, "/file").note(copy.meta());
        files.meta().delete(Charge.RECORD); // as though the power had been cut before MOVED
        sample.goOn(files);
        move(file(), sqlite());
        assertEquals(Optional.empty(), inCharge(file(), stale));
        assertEquals(Optional.empty(), inCharge(stale));
        assertEquals(Optional.of(SQLITE), inCharge(file(), sqlite(), stale));
        assertEquals(Optional.of(Charge.State.COMPLETE), state(stale));
        copy.close();
    }

    @Test
    void whatSaysThatItIsInChargeComesBeforeWhatTheConfigurationNames() {
        sample.fill(files);
        move(file(), sqlite());
        FileStorage empty = open(new MemoryDisk()); // the old folder was deleted
        assertEquals(Optional.of(SQLITE), inCharge(new NamedStorage(FILE, "", empty), sqlite()));
        new Charge(Charge.State.IN_CHARGE, Bytes.hex("bb"), "x", "").note(empty.meta());
        assertEquals(Optional.empty(), inCharge(new NamedStorage(FILE, "", empty), sqlite()));
        empty.close();
    }

    @Test
    void anUnreadableNoteKeepsAStorageFromBeingInCharge() {
        sample.fill(files);
        for (String note : List.of(
                "",
                "2\nMOVED\n01\nx\n",
                "1\nGONE\n01\nx\n",
                "1\nMOVED\n0\nx\n",
                "1\nMOVED\n01\n\n",
                "1\nMOVED\n\nx\n")) {
            files.meta().put(Charge.RECORD, Bytes.utf8(note));
            assertEquals(Optional.empty(), inCharge(file()));
            assertTrue(Incumbent.reason(file()).contains("cannot be read"), note);
            assertEquals(
                    Kind.CORRUPT,
                    assertThrows(EchoException.class, () -> state(file())).kind());
        }
    }
}
