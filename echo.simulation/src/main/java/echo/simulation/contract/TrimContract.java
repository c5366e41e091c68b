package echo.simulation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The part of {@link FeedStoreContract} that is about trimming (P8, P10).
 *
 * <pre>
 *   one   0 1 2 | 3 4 | 5 6 7 8      bars: the ends of runs
 *   two   0 | 1 2
 * </pre>
 */
public abstract class TrimContract {
    private final LinkedFeed one = new LinkedFeed(1);
    private final LinkedFeed two = new LinkedFeed(2);
    private Optional<FeedStore> store = Optional.empty();

    /**
     * Opens the store of one party over a medium of this test's own: empty at the first call, and at each later one (the store
     * before has been closed) holding what was stored.
     */
    protected abstract FeedStore open();

    /** All bytes of each file of the medium, as they are now. */
    protected abstract List<Bytes> files();

    /** Makes the next write fail, if this test can: then returns true. */
    protected boolean failNextWrite() {
        return false;
    }

    /** Makes the next force fail, if this test can: then returns true. */
    protected boolean failNextForce() {
        return false;
    }

    @AfterEach
    void closeStore() {
        store.ifPresent(FeedStore::close);
    }

    /** The store that is open. */
    final FeedStore store() {
        if (store.isEmpty()) {
            store = Optional.of(open());
        }
        return store.get();
    }

    /** The store, closed and opened again. */
    final FeedStore reopened() {
        closeStore();
        store = Optional.empty();
        return store();
    }

    /** Appends runs and forces them. */
    final void append(Run... runs) {
        for (Run run : runs) {
            store().append(run);
        }
        store().force();
    }

    private void appendAll() {
        append(one.next(3, 100), two.next(1, 50), one.next(2, 100), one.next(4, 100), two.next(2, 100));
    }

    private static Timeframe below(LinkedFeed feed, int length) {
        return Timeframe.EMPTY.with(feed.key(), feed.extent(length));
    }

    private void eraseAll() {
        for (int steps = 0; store().erase(); steps++) {
            assertTrue(steps < 1000, "erasing does not end");
        }
    }

    /** The feed begins at {@code start}, has all blocks from there on, and none before. */
    private void holds(LinkedFeed feed, int start) {
        int length = feed.payloads().size();
        assertEquals(feed.extent(start), store().start(feed.key()));
        assertEquals(feed.extent(length), store().extent(feed.key()));
        assertEquals(feed.head(length), store().head(feed.key()).orElseThrow());
        List<Bytes> blocks = new ArrayList<>();
        while (start + blocks.size() < length) {
            Run run = store().read(feed.key(), start + blocks.size(), 1).orElseThrow();
            blocks.addAll(run.payloads());
            assertEquals(feed.head(start + blocks.size()), run.head());
        }
        assertEquals(feed.payloads().subList(start, length), blocks);
        for (int block = 0; block < start; block++) {
            int gone = block;
            if (gone < length) {
                assertThrows(
                        IllegalArgumentException.class, () -> store().read(feed.key(), gone, 1000), "block " + gone);
            }
        }
        assertEquals(Optional.empty(), store().read(feed.key(), length, 1000));
    }

    /** As {@link #holds} of both feeds: now, after another opening, once all is erased, and after another opening. */
    private void hold(int startOfOne, int startOfTwo) {
        for (int i = 0; i < 4; i++) {
            holds(one, startOfOne);
            holds(two, startOfTwo);
            assertEquals(2, store().feeds().size());
            if (i == 1) {
                eraseAll();
            } else {
                reopened();
            }
        }
    }

    @Test
    public void aFeedThatWasNotTrimmedBeginsAtItsBeginning() {
        assertEquals(Extent.EMPTY, store().start(one.key()));
        assertFalse(store().erase());
        appendAll();
        store().trim(Timeframe.EMPTY);
        eraseAll();
        hold(0, 0);
    }

    @Test
    public void aTrimmedFeedBeginsWhereItWasTrimmed() {
        appendAll();
        store().trim(below(one, 5));
        hold(5, 0);
    }

    @Test
    public void manyFeedsAreTrimmedAtOnceAndAgain() {
        appendAll();
        store().trim(below(one, 3).merge(below(two, 1)));
        hold(3, 1);
        store().trim(below(one, 5).merge(below(two, 1)));
        hold(5, 1);
    }

    @Test
    public void aTrimWithinARunLetsGoOfTheRunsBeforeIt() {
        appendAll();
        store().trim(below(one, 2));
        holds(one, 0);
        store().trim(below(one, 4));
        hold(3, 0);
        store().trim(below(one, 4));
        store().trim(below(one, 8));
        hold(5, 0);
    }

    /** As a copy of a store that was trimmed does: the blocks before are nowhere. */
    @Test
    public void anUnknownFeedBeginsWhereAnotherStoresDoes() {
        append(two.next(1, 50), two.next(2, 50));
        one.next(5, 100);
        store().begin(one.head(5));
        assertEquals(one.head(5), store().startHead(one.key()).orElseThrow());
        assertEquals(Optional.empty(), store().startHead(two.key()));
        hold(5, 0);
        append(one.next(2, 100), one.next(2, 10));
        hold(5, 0);
        assertEquals(one.head(5), store().startHead(one.key()).orElseThrow());
        store().trim(below(one, 7));
        hold(7, 0);
    }

    @Test
    public void aKnownFeedBeginsWhereItDoes() {
        append(one.next(3, 100), two.next(1, 50));
        one.next(2, 100);
        assertThrows(IllegalArgumentException.class, () -> store().begin(one.head(5)));
        assertThrows(IllegalArgumentException.class, () -> store().begin(one.head(3)));
        assertEquals(one.extent(3), store().extent(one.key()));
        assertEquals(Extent.EMPTY, store().start(one.key()));
    }

    /** What was not forced is, by the beginning of another feed. */
    @Test
    public void aBeginningMakesDurableWhatWasAppended() {
        store().append(two.next(1, 50));
        one.next(5, 100);
        store().begin(one.head(5));
        hold(5, 0);
    }

    @Test
    public void aReadMayStartWithinTheFirstRunThatIsLeft() {
        appendAll();
        store().trim(below(one, 5));
        eraseAll();
        assertEquals(
                one.payloads().subList(7, 9),
                store().read(one.key(), 7, 1000).orElseThrow().payloads());
    }

    @Test
    public void aFeedThatIsTrimmedToItsEndGoesOnFromThere() {
        appendAll();
        store().trim(below(one, 9));
        hold(9, 0);
        append(one.next(2, 10));
        hold(9, 0);
        store().trim(below(one, 11).merge(below(two, 3)));
        hold(11, 3);
        append(two.next(1, 10), one.next(1, 10));
        hold(11, 3);
    }

    @Test
    public void aTrimBeforeTheBeginningChangesNothing() {
        appendAll();
        store().trim(below(one, 5));
        store().trim(below(one, 3));
        store().trim(below(one, 5));
        store().trim(Timeframe.EMPTY);
        hold(5, 0);
    }

    /** Nothing is changed, of other feeds neither. */
    @Test
    public void aTrimOfWhatIsNotStoredIsRefusedByName() {
        appendAll();
        refused(below(one, 5).with(two.key(), new Extent(4, two.extent(3).link())), "has 3 blocks");
        LinkedFeed unknown = new LinkedFeed(3);
        unknown.next(1, 1);
        refused(below(one, 5).merge(below(unknown, 1)), "has 0 blocks");
        hold(0, 0);
    }

    @Test
    public void aTrimOfAnotherBranchIsRefusedByName() {
        appendAll();
        LinkedFeed other = new LinkedFeed(1);
        other.next(9, 100, 7);
        for (int length = 1; length <= 9; length++) {
            refused(below(two, 1).merge(below(other, length)), "another branch");
        }
        hold(0, 0);
        store().trim(below(one, 5));
        refused(below(other, 5), "another branch");
        refused(below(other, 7), "another branch");
        hold(5, 0);
    }

    private void refused(Timeframe below, String reason) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> store().trim(below));
        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
    }

    /** What was not forced is, by the trim. */
    @Test
    public void aTrimMakesDurableWhatWasAppended() {
        appendAll();
        store().append(one.next(1, 10));
        store().append(two.next(1, 10));
        store().trim(below(one, 10));
        hold(10, 0);
    }

    @Test
    public void writersGoOnWhileItIsErased() {
        appendAll();
        for (int round = 0; round < 20; round++) {
            store().append(one.next(1 + round % 3, 40));
            store().append(two.next(1, 30 * round + 1));
            if (round % 4 == 1) {
                store().trim(below(one, one.payloads().size()));
            }
            if (round % 5 == 2) {
                store().trim(below(two, two.payloads().size() - 1));
            }
            store().erase();
            store().append(two.next(1, 20));
            store().force();
        }
        int startOfOne = (int) store().start(one.key()).length();
        int startOfTwo = (int) store().start(two.key()).length();
        assertTrue(startOfOne > 9 && startOfTwo > 3);
        hold(startOfOne, startOfTwo);
    }

    /** P8. */
    @Test
    public void bytesThatWereTrimmedAreInNoFileOnceAllIsErased() {
        for (int i = 0; i < 12; i++) {
            append(one.next(List.of(words("one", i))), two.next(List.of(words("two", i))));
        }
        assertTrue(isInAFile("one", 0) && isInAFile("two", 11));
        store().trim(below(one, 7).merge(below(two, 12)));
        eraseAll();
        for (int i = 0; i < 12; i++) {
            assertEquals(i >= 7, isInAFile("one", i), "block " + i);
            assertFalse(isInAFile("two", i), "block " + i);
        }
        hold(7, 12);
    }

    private static Bytes words(String feed, int block) {
        return Bytes.utf8(("this is block " + block + " of feed " + feed + ". ").repeat(30));
    }

    private boolean isInAFile(String feed, int block) {
        String sought = "block " + block + " of feed " + feed;
        return files().stream()
                .anyMatch(file -> new String(file.toByteArray(), StandardCharsets.ISO_8859_1).contains(sought));
    }

    @Test
    public void aTrimThatFailsChangesNothingAndCanBeTriedAgain() {
        appendAll();
        assumeTrue(failNextWrite(), "this test cannot make a write fail");
        assertThrows(EchoException.class, () -> store().trim(below(one, 5)));
        holds(one, 0);
        reopened();
        holds(one, 0);
        store().trim(below(one, 5));
        hold(5, 0);
    }

    @Test
    public void erasingThatFailsLosesNothingAndCanBeTriedAgain() {
        appendAll();
        store().trim(below(one, 5));
        assumeTrue(failNextWrite(), "this test cannot make a write fail");
        assertThrows(EchoException.class, this::eraseAll);
        holds(one, 5);
        holds(two, 0);
        reopened();
        hold(5, 0);
    }

    @Test
    public void aClosedStoreIsNotTrimmed() {
        appendAll();
        FeedStore closed = store();
        closed.close();
        assertThrows(EchoException.class, () -> closed.trim(below(one, 5)));
        assertThrows(EchoException.class, closed::erase);
    }
}
