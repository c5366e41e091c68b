package echo.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.codec.Statement.ExchangeKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Who waits until peers hold what was written hears of it, or hears that it cannot be known (P4). */
class HoldersTest {
    private static final FeedKey OLD = new FeedKey(Hash.of(Bytes.utf8("old")).bytes());
    private static final FeedKey NEXT = new FeedKey(Hash.of(Bytes.utf8("next")).bytes());
    private static final ExchangeKey DEVICE =
            new ExchangeKey(Hash.of(Bytes.utf8("device")).bytes());

    private final Holders holders = new Holders(OLD);

    private static Timeframe upTo(FeedKey feed, int length) {
        return Timeframe.EMPTY.with(feed, new Extent(length, Hash.of(Bytes.utf8("link " + length))));
    }

    private CompletableFuture<Timeframe> await(Timeframe written) {
        CompletableFuture<Timeframe> promise = new CompletableFuture<>();
        holders.await(written, 1, promise);
        return promise;
    }

    private static void assertForked(CompletableFuture<Timeframe> promise) {
        CompletionException failure = assertThrows(CompletionException.class, () -> promise.getNow(Timeframe.EMPTY));
        assertTrue(failure.getCause() instanceof EchoException told && told.kind() == EchoException.Kind.REFUSED);
    }

    @Test
    void whatAPeerOffersIsHeld() {
        CompletableFuture<Timeframe> promise = await(upTo(OLD, 2));
        holders.offered(DEVICE, upTo(OLD, 1), part -> true);
        assertFalse(promise.isDone());
        holders.offered(DEVICE, upTo(OLD, 3), part -> false);
        assertFalse(promise.isDone(), "of another branch nothing follows");
        holders.offered(DEVICE, upTo(OLD, 2), part -> true);
        assertEquals(upTo(OLD, 2), promise.getNow(Timeframe.EMPTY));
    }

    @Test
    void whoWaitsWhenTheFeedIsForkedHearsOfIt() {
        CompletableFuture<Timeframe> promise = await(upTo(OLD, 2));
        holders.goOn(NEXT);
        assertForked(promise);
    }

    /** Else it would be taken for held by everybody: of the new feed it needs no block. */
    @Test
    void whoAsksAfterwardsForWhatWasWrittenBeforeHearsOfItToo() {
        holders.offered(DEVICE, upTo(OLD, 2), part -> true);
        holders.goOn(NEXT);
        assertFalse(await(upTo(NEXT, 1)).isDone(), "nobody holds the new feed yet");
        holders.offered(DEVICE, upTo(NEXT, 1), part -> true);
        assertForked(await(upTo(OLD, 2)));
        assertTrue(await(upTo(OLD, 2).with(NEXT, upTo(NEXT, 1).extent(NEXT))).isDone());
    }
}
