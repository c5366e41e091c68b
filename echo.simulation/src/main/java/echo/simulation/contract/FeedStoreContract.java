package echo.simulation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FeedStore} does (P2, P10). Extend it, say how to open a store, and run it with JUnit; say also how to make
 * the medium fail, where that can be done.
 */
public abstract class FeedStoreContract extends TrimContract {
    private final SampleFeed one = new SampleFeed(1);
    private final SampleFeed two = new SampleFeed(2);

    private List<Bytes> read(SampleFeed feed, long from, int maxBytes) {
        Run run = store().read(feed.key(), from, maxBytes).orElseThrow();
        int end = (int) run.head().extent().length();
        assertEquals(from, run.from());
        assertEquals(feed.head(end), run.head(), "the head is the one that was stored at the run's end");
        assertEquals(feed.payloads().subList((int) from, end), run.payloads());
        return run.payloads();
    }

    @Test
    public void aNewStoreIsEmpty() {
        assertEquals(List.of(), store().feeds());
        assertEquals(Extent.EMPTY, store().extent(one.key()));
        assertEquals(Optional.empty(), store().head(one.key()));
        assertEquals(Optional.empty(), store().read(one.key(), 0, 1000));
    }

    @Test
    public void whatIsAppendedIsReadableAtOnce() {
        store().append(one.next(3, 10));

        assertEquals(3, read(one, 0, 1000).size());
        assertEquals(one.head(3).extent(), store().extent(one.key()));
        assertEquals(Optional.of(one.head(3)), store().head(one.key()));
    }

    @Test
    public void whatWasForcedIsThereAfterReopening() {
        append(one.next(3, 10), two.next(1, 7), one.next(2, 5));

        assertEquals(List.of(one.key(), two.key()), reopened().feeds());
        assertEquals(5, read(one, 0, 1000).size());
        assertEquals(1, read(two, 0, 1000).size());
        append(one.next(1, 1));
        assertEquals(6, read(one, 0, 1000).size());
    }

    @Test
    public void blocksOfEverySizeComeBack() {
        append(one.next(List.of(Bytes.EMPTY)), one.next(1, 1), one.next(1, Limits.BLOCK_BYTES));
        append(one.next(2, Limits.BLOCK_BYTES / 2), one.next(Limits.RUN_BLOCKS, 0));

        for (int from = 0; from < 6; from++) {
            read(one, from, 1);
        }
        reopened();
        for (int from = 0; from < 6; from++) {
            read(one, from, 1);
        }
    }

    /** A store that refuses a run keeps nothing of it, and goes on. */
    @Test
    public void whatIsTooLargeIsRefused() {
        Run large = new SampleFeed(3).next(2, Limits.BLOCK_BYTES);
        Run block = new SampleFeed(4).next(1, Limits.BLOCK_BYTES + 1);
        for (Run run : List.of(large, block)) {
            assertThrows(IllegalArgumentException.class, () -> store().append(run));
            assertEquals(Extent.EMPTY, store().extent(run.head().feed()));
        }
        append(one.next(1, 1));
        assertEquals(List.of(one.key()), reopened().feeds());
    }

    @Test
    public void feedsAreListedInTheOrderOfTheirKeys() {
        SampleFeed high = new SampleFeed(0xf0);
        append(high.next(1, 1), two.next(1, 1), one.next(1, 1));

        List<FeedKey> byKey = List.of(one.key(), two.key(), high.key());
        assertEquals(byKey, store().feeds());
        assertEquals(byKey, reopened().feeds());
    }

    @Test
    public void aReadMayStartWithinARun() {
        append(one.next(5, 10), two.next(5, 10), one.next(5, 10));

        assertEquals(3, read(one, 2, 1).size(), "to the end of the run that holds the block");
        assertEquals(1, read(one, 9, 1000).size());
    }

    @Test
    public void aReadJoinsRunsBelowItsBound() {
        append(one.next(2, 10), two.next(1, 1), one.next(2, 10), one.next(2, 10));

        assertEquals(2, read(one, 0, 1).size(), "at least one run");
        assertEquals(2, read(one, 0, 39).size());
        assertEquals(4, read(one, 0, 59).size());
        assertEquals(6, read(one, 0, 1000).size());
        assertEquals(3, read(one, 1, 35).size());
    }

    @Test
    public void aRunThatIsReadNeverExceedsTheLimitsOfARun() {
        append(one.next(Limits.RUN_BLOCKS, 1), one.next(1, 1));
        assertEquals(Limits.RUN_BLOCKS, read(one, 0, Integer.MAX_VALUE).size());

        append(two.next(2, Limits.RUN_BYTES / 2), two.next(1, 1));
        assertEquals(2, read(two, 0, Integer.MAX_VALUE).size());
        assertEquals(2, read(two, 1, Integer.MAX_VALUE).size());
    }

    @Test
    public void thereIsNothingToReadAtTheEnd() {
        append(one.next(2, 10));

        assertEquals(Optional.empty(), store().read(one.key(), 2, 1000));
        assertEquals(Optional.empty(), store().read(one.key(), 77, 1000));
        assertEquals(Optional.empty(), store().read(two.key(), 0, 1000));
    }

    @Test
    public void aRunThatDoesNotStartAtTheEndIsRefusedAndChangesNothing() {
        Run first = one.next(2, 10);
        Run second = one.next(2, 10);
        assertThrows(IllegalArgumentException.class, () -> store().append(second));
        append(first);
        assertThrows(IllegalArgumentException.class, () -> store().append(first));

        assertEquals(2, store().extent(one.key()).length());
        append(second);
        assertEquals(4, read(one, 0, 1000).size());
    }

    @Test
    public void aStoreMayBeClosedTwiceAndThenRefusesReadsAndWrites() {
        append(one.next(1, 1));
        FeedStore closed = store();
        closed.close();
        closed.close();

        assertThrows(EchoException.class, () -> closed.append(one.next(1, 1)));
        assertThrows(EchoException.class, closed::force);
        assertThrows(EchoException.class, () -> closed.read(one.key(), 0, 100));
    }

    @Test
    public void afterAFailedWriteItRefusesWritesUntilItIsOpenedAgain() {
        append(one.next(2, 10));
        assumeTrue(failNextWrite(), "this test cannot make a write fail");
        Run next = two.next(2, 10);

        assertThrows(EchoException.class, () -> append(next));
        refusesWritesAndServesReads();
        reopened();
        append(store().extent(two.key()).length() == 0 ? next : two.next(1, 1));
        read(two, 0, 1000);
        assertEquals(2, read(one, 0, 1000).size());
    }

    @Test
    public void afterAFailedForceItRefusesWritesUntilItIsOpenedAgain() {
        append(one.next(2, 10));
        assumeTrue(failNextForce(), "this test cannot make a force fail");

        store().append(two.next(2, 10));
        assertThrows(EchoException.class, store()::force);
        refusesWritesAndServesReads();
        reopened();
        assertTrue(store().extent(two.key()).length() == 0 || read(two, 0, 1000).size() == 2);
        append(one.next(1, 1));
        assertEquals(3, read(one, 0, 1000).size());
    }

    private void refusesWritesAndServesReads() {
        EchoException refusal = assertThrows(EchoException.class, () -> store().append(new SampleFeed(3).next(1, 1)));
        assertEquals(EchoException.Kind.STORAGE, refusal.kind());
        assertThrows(EchoException.class, store()::force);
        assertEquals(2, read(one, 0, 1000).size());
    }
}
