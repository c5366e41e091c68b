package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.pipeline.feed.FeedVerifier;
import echo.pipeline.feed.FeedVerifier.Verdict;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * Proves anew that the blocks a party's store holds are what their feeds' keys signed. What lies between one stored head and a
 * later one is proved without what lies before it, so several such ranges are proved at a time; the party's loop only reads them.
 *
 * <pre>
 *   head ──────── head ──────── head ──────── head
 *     first hand    second hand   first hand        each signs for all before it: what one leaves out, the next finds
 * </pre>
 *
 * <p>On the party's loop, but for the proofs.
 */
final class FeedAudit {
    /** Ranges at a time. Proving one takes about as long as reading a few, so more would wait for the reader. */
    private static final int HANDS = 4;

    private final Loop loop;
    private final PartyKeeper keeper;
    private final Ports ports;
    private final TreeSet<String> faults = new TreeSet<>();
    private final CompletableFuture<List<String>> told = new CompletableFuture<>();
    private final Iterator<Map.Entry<FeedKey, Extent>> feeds;
    private Optional<FeedKey> feed = Optional.empty();
    private Extent at = Extent.EMPTY;
    private long end;
    private int busy;

    /** Blocks between two heads: {@code run}, which ends at the later one, and how far the feed reaches before it. */
    private record Range(Run run, Extent before) {}

    private FeedAudit(Loop loop, Ports ports, PartyKeeper keeper, Iterable<Map.Entry<FeedKey, Extent>> stored) {
        this.loop = loop;
        this.keeper = keeper;
        this.ports = ports;
        this.feeds = stored.iterator();
    }

    /**
     * What of {@code stored}, how far each feed is in the store, is not signed: a line each, for people. Fails with kind {@code
     * UNAVAILABLE} if the store is closed meanwhile.
     *
     * @param until ends the audit, whatever it has found, when it is complete
     */
    static CompletableFuture<List<String>> of(
            Iterable<Map.Entry<FeedKey, Extent>> stored,
            Loop loop,
            Ports ports,
            PartyKeeper keeper,
            CompletableFuture<?> until) {
        FeedAudit audit = new FeedAudit(loop, ports, keeper, stored);
        audit.begin(until);
        return audit.told;
    }

    private void begin(CompletableFuture<?> until) {
        List<Loop> hands = new ArrayList<>();
        for (int i = 1; i <= HANDS; i++) {
            hands.add(ports.loops().apply("audit-" + keeper.party().shortHex() + "-" + i));
        }
        var unused = until.whenComplete((value, failure) -> hands.forEach(Loop::close));
        busy = hands.size();
        hands.forEach(this::next);
    }

    /** Gives {@code hand} the next range; when none is left and no hand has one, all is told. */
    private void next(Loop hand) {
        Optional<Range> range = told.isDone() ? Optional.empty() : read();
        if (range.isPresent()) {
            hand.execute(() -> {
                Verdict verdict =
                        new FeedVerifier(ports.crypto().signatures()).verify(range.get().run, range.get().before);
                loop.execute(() -> {
                    judge(verdict);
                    next(hand);
                });
            });
        } else {
            busy--;
            if (busy == 0) {
                told.complete(List.copyOf(faults));
            }
        }
    }

    private void judge(Verdict verdict) {
        if (verdict instanceof Verdict.Rejected rejected) {
            faults.add(rejected.reason() + "; the store was changed by somebody: restore it from a backup");
        }
    }

    private Optional<Range> read() {
        while (at.length() >= end) {
            if (!feeds.hasNext()) {
                return Optional.empty();
            }
            Map.Entry<FeedKey, Extent> next = feeds.next();
            feed = Optional.of(next.getKey());
            at = Extent.EMPTY;
            end = next.getValue().length();
        }
        Optional<Range> range =
                keeper.read(feed.orElseThrow(), at.length(), Limits.RUN_BYTES).map(run -> new Range(run, at));
        range.ifPresentOrElse(
                found -> at = found.run.head().extent(),
                () -> told.completeExceptionally(new EchoException(
                        Kind.UNAVAILABLE, "the store was closed while its feeds were verified; verify them again")));
        return range;
    }
}
