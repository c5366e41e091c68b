package echo.pipeline.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** In which order feeds that wait are woken, and those that may go on are looked at: nothing of it is left to luck. */
class WaitingFeedsTest {
    private final FeedProgress a = feed("a");
    private final FeedProgress b = feed("b");
    private final FeedProgress c = feed("c");

    private static FeedProgress feed(String name) {
        return new FeedProgress(
                new FeedKey(Hash.of(Bytes.utf8(name)).bytes()), FeedProgress.NO_CUT, key -> feed("of no interest"));
    }

    private static List<FeedProgress> due(Waiters waiters, long length) {
        List<FeedProgress> due = new ArrayList<>();
        waiters.release(length, due::add);
        return due;
    }

    @Test
    void feedsAreDueByLengthAndThenAsTheyCame() {
        Waiters waiters = new Waiters();
        waiters.add(7, a);
        waiters.add(3, b);
        waiters.add(7, c);
        assertEquals(List.of(), due(waiters, 2));
        assertEquals(List.of(b, a, c), due(waiters, 7));
        assertEquals(List.of(), due(waiters, Long.MAX_VALUE));
    }

    @Test
    void waitersAreListsByLengthWhateverComesAndGoes() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            Waiters waiters = new Waiters();
            TreeMap<Long, List<FeedProgress>> reference = new TreeMap<>();
            for (int i = 0; i < 200; i++) {
                long length = random.nextInt(20);
                if (random.nextInt(4) > 0) {
                    FeedProgress feed = feed("feed " + i);
                    waiters.add(length, feed);
                    reference.computeIfAbsent(length, key -> new ArrayList<>()).add(feed);
                } else {
                    List<FeedProgress> due = new ArrayList<>();
                    reference.headMap(length, true).values().forEach(due::addAll);
                    reference.headMap(length, true).clear();
                    assertEquals(due, due(waiters, length), "seed " + seed);
                }
            }
        }
    }

    @Test
    void anEligibleFeedKeepsItsPlaceUntilItIsTakenOut() {
        Eligible eligible = new Eligible();
        eligible.add(a);
        eligible.add(b);
        eligible.add(c);
        eligible.add(a);
        assertEquals(Optional.of(a), eligible.first(feed -> true));
        assertEquals(Optional.of(b), eligible.first(b.feed()::equals));
        eligible.remove(b);
        eligible.remove(b);
        assertEquals(Optional.empty(), eligible.first(b.feed()::equals));
        eligible.remove(a);
        eligible.add(a);
        assertEquals(Optional.of(c), eligible.first(feed -> true));
        eligible.remove(c);
        assertEquals(Optional.of(a), eligible.first(feed -> true));
    }
}
