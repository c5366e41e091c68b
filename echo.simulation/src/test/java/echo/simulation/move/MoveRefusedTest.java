package echo.simulation.move;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Charge;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Storage;
import echo.api.feed.Timeframe;
import echo.node.storage.NamedStorage;
import echo.simulation.contract.LinkedFeed;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is no beginning of the source, or would not become equal to it, is not moved to; the source stays in charge (P2, P3). */
class MoveRefusedTest extends MoveScene {
    @Test
    void aTargetWithAnotherBranchIsRefusedByName() {
        LinkedFeed forked = new LinkedFeed(1);
        refused(forked.next(3, 100, 1), "has other content there up to block 3");
    }

    @Test
    void aTargetWithAnotherBranchWithinARunIsRefusedByName() {
        LinkedFeed forked = new LinkedFeed(1);
        refused(forked.next(5, 100), "has other content there up to block 5");
    }

    @Test
    void aTargetWithAnotherBranchOfEqualLengthIsRefusedByName() {
        refused(new LinkedFeed(1).next(8, 10), "has other content there up to block 8");
    }

    @Test
    void aTargetThatBeginsAfterItsSourceIsRefusedByName() {
        sample.fill(files);
        try (FeedStore store = sqlite().storage().open(Sample.FIRST)) {
            store.begin(sample.one.head(7));
        }
        refused("begins there at block 7, after it does where the node runs");
    }

    @Test
    void aTargetWithMoreIsRefusedByName() {
        sample.fill(files);
        refused(new LinkedFeed(1).next(9, 10), "has 9 blocks there, and 8 where the node runs");
    }

    @Test
    void aTargetWithAnUnknownFeedIsRefusedByName() {
        refused(new LinkedFeed(9).next(1, 10), "has 1 blocks there, and 0 where the node runs");
    }

    @Test
    void aTargetThatEndsBeforeItsSourceBeginsIsRefusedByName() {
        refused(new LinkedFeed(2).next(2, 10), "ends there at block 2, before it begins where the node runs, at 5");
    }

    private void refused(Run held, String reason) {
        if (files.parties().isEmpty()) {
            sample.fill(files);
        }
        try (FeedStore store = sqlite().storage().open(Sample.FIRST)) {
            store.append(held);
            store.force();
        }
        refused("feed " + held.head().feed() + " of party " + Sample.FIRST + ", which " + reason);
    }

    @Test
    void aTargetWithAnotherPartyIsRefusedByName() {
        sample.fill(files);
        try (FeedStore store = sqlite().storage().open(Sample.party(5))) {
            store.append(new LinkedFeed(1).next(1, 1));
            store.force();
        }
        refused("of party " + Sample.party(5) + ", of which file in /file has nothing");
    }

    @Test
    void aTargetInChargeOfAnotherNodeIsRefused() {
        sample.fill(files);
        new Charge(Charge.State.IN_CHARGE, Bytes.hex("bb"), FILE, "")
                .note(sqlite().storage().meta());
        refused("is the one in charge of another node");
    }

    /** And nothing is changed. */
    private void refused(String reason) {
        List<String> source = StorageContent.of(files);
        List<String> target = StorageContent.of(sqlite().storage());
        Optional<Charge.State> note = state(sqlite());
        EchoException refusal = assertThrows(EchoException.class, () -> move(file(), sqlite()));
        assertEquals(Kind.STORAGE, refusal.kind());
        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.contains(reason), message);
        assertTrue(message.endsWith("; choose an empty folder"), message);
        assertEquals(source, StorageContent.of(files));
        assertEquals(target, StorageContent.of(sqlite().storage()));
        assertEquals(note, state(sqlite()));
        assertEquals(Optional.empty(), state(file()));
    }

    /** A feed that is damaged in a way that no checksum tells is not copied, and stays in charge. */
    @Test
    void blocksThatDoNotLeadToTheirHeadAreNotCopied() {
        sample.fill(files);
        try (FeedStore store = files.open(Sample.FIRST)) {
            LinkedFeed other = new LinkedFeed(1);
            other.next(8, 10);
            store.append(other.next(1, 1));
            store.force();
        }
        EchoException refusal = assertThrows(EchoException.class, () -> move(file(), sqlite()));
        assertEquals(Kind.CORRUPT, refusal.kind());
        assertEquals(Optional.of(FILE), inCharge(file(), sqlite()));
    }

    /** What the target takes the other way round would not be found by anything but a look at both. */
    @Test
    void aTargetThatLosesWhatItIsGivenIsFound() {
        sample.fill(files);
        Storage forgetful = Forgetful.ofAppend(7, sqlite().storage());
        EchoException found =
                assertThrows(EchoException.class, () -> move(file(), new NamedStorage(SQLITE, "/sqlite", forgetful)));
        assertEquals(Kind.CORRUPT, found.kind(), found.getMessage());
        assertEquals(Optional.of(FILE), inCharge(file(), sqlite()));
    }

    /** The links are the same wherever a feed begins. */
    @Test
    void aTargetThatDoesNotTrimIsFound() {
        sample.fill(files);
        move(file(), sqlite());
        try (FeedStore store = sqlite().storage().open(Sample.FIRST)) {
            store.trim(Timeframe.EMPTY.with(sample.one.key(), sample.one.extent(7)));
        }
        Storage forgetful = Forgetful.ofTrim(files);
        EchoException found =
                assertThrows(EchoException.class, () -> move(sqlite(), new NamedStorage(FILE, "/file", forgetful)));
        assertEquals(Kind.CORRUPT, found.kind(), found.getMessage());
        assertTrue(String.valueOf(found.getMessage()).startsWith("the start of feed "), found.getMessage());
        assertEquals(Optional.of(SQLITE), inCharge(file(), sqlite()));
    }
}
