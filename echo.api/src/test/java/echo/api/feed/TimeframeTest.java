package echo.api.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The scenarios of timeframes that the ancestor's tests stated, and the laws of {@code merge} and {@code covers}. */
class TimeframeTest {
    private static final FeedKey F1 = feed(1);
    private static final FeedKey F2 = feed(2);
    private static final FeedKey F3 = feed(3);

    private static FeedKey feed(int name) {
        return new FeedKey(Hash.of(Bytes.utf8("feed " + name)).bytes());
    }

    /** The first {@code length} blocks of the one and only branch of {@code feed}. */
    private static Extent on(FeedKey feed, int length) {
        return branch(feed, length, "");
    }

    private static Extent branch(FeedKey feed, int length, String name) {
        return length == 0 ? Extent.EMPTY : new Extent(length, Hash.of(feed.bytes(), Bytes.utf8(name + length)));
    }

    private static Timeframe of(Map<FeedKey, Integer> lengths) {
        TreeMap<FeedKey, Extent> extents = new TreeMap<>();
        lengths.forEach((feed, length) -> extents.put(feed, on(feed, length)));
        return Timeframe.of(extents);
    }

    @Test
    void mergingTakesTheLongerOfEachFeed() {
        Timeframe merged = of(Map.of(F1, 1, F2, 1)).merge(of(Map.of(F1, 2, F3, 1)));
        assertEquals(3, merged.extents().size());
        assertEquals(on(F1, 2), merged.extent(F1));
        assertEquals(of(Map.of(F1, 2, F2, 1, F3, 1)), merged);
        assertEquals(4, merged.totalLength());
    }

    // F1   0 ── 1
    // F2   0 ── 1      read from {F1:1}: one of F1, two of F2
    @Test
    void readingFromATimeframeGivesWhatItDoesNotCover() {
        Timeframe from = of(Map.of(F1, 1));
        Timeframe to = of(Map.of(F1, 2, F2, 2));
        long toRead = to.extents().entrySet().stream()
                .mapToLong(entry ->
                        entry.getValue().length() - from.extent(entry.getKey()).length())
                .sum();
        assertEquals(3, toRead);
        assertTrue(to.covers(from));
        assertFalse(from.covers(to));
    }

    /** Ten messages to random feeds of two, each covering all before it: only the writing order extends "covers". */
    @Test
    void messagesThatCoverAllBeforeThemSortBackIntoTheOrderOfWriting() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            Timeframe now = Timeframe.EMPTY;
            List<Timeframe> written = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                FeedKey feed = random.nextBoolean() ? F1 : F2;
                now = now.with(feed, on(feed, (int) now.extent(feed).length() + 1));
                written.add(now);
            }
            List<Timeframe> read = new ArrayList<>(written);
            java.util.Collections.shuffle(read, random);
            read.sort((a, b) -> a.equals(b) ? 0 : a.covers(b) ? 1 : -1);
            assertEquals(written, read);
        }
    }

    /** P1: a fork of equal length is no equality, whoever merges with whom. */
    @Test
    void branchesOfOneLengthAreDifferentAndMergeTheSameEitherWay() {
        Timeframe left = Timeframe.EMPTY.with(F1, branch(F1, 3, "left"));
        Timeframe right = Timeframe.EMPTY.with(F1, branch(F1, 3, "right"));
        assertNotEquals(left, right);
        assertFalse(left.covers(right));
        assertFalse(right.covers(left));
        assertEquals(left.merge(right), right.merge(left));
    }

    @Test
    void mergeIsTheLeastUpperBound() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            Timeframe a = any(random);
            Timeframe b = any(random);
            Timeframe c = any(random);
            assertEquals(a, a.merge(a));
            assertEquals(a.merge(b), b.merge(a));
            assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)));
            assertTrue(a.merge(b).covers(a) && a.merge(b).covers(b));
            assertEquals(a.covers(b) && b.covers(a), a.equals(b));
        }
    }

    @Test
    void whatIsNewSinceAnotherTimeframeIsWhatIsNotTheSameThere() {
        Timeframe before = of(Map.of(F1, 1, F2, 2)).with(F3, branch(F3, 3, "left"));
        Timeframe now = of(Map.of(F1, 2, F2, 2)).with(F3, branch(F3, 3, "right"));

        assertEquals(of(Map.of(F1, 2)).with(F3, branch(F3, 3, "right")), now.since(before));
        assertEquals(Timeframe.EMPTY, now.since(now));
        assertEquals(now, now.since(Timeframe.EMPTY));
        assertEquals(Timeframe.EMPTY, Timeframe.EMPTY.since(now));
    }

    private static Timeframe any(Random random) {
        return of(Map.of(F1, random.nextInt(4), F2, random.nextInt(4), F3, random.nextInt(4)));
    }

    @Test
    void emptyFeedsAreNoEntries() {
        assertEquals(Timeframe.EMPTY, of(Map.of(F1, 0)));
        assertEquals(Timeframe.EMPTY, of(Map.of(F1, 2)).with(F1, Extent.EMPTY));
        assertTrue(Timeframe.EMPTY.covers(Timeframe.EMPTY));
        assertThrows(
                IllegalArgumentException.class, () -> new Extent(0, on(F1, 1).link()));
        assertThrows(IllegalArgumentException.class, () -> new Extent(-1, Hash.ZERO));
    }

    @Test
    void aTimeframeIsReadFromItsText() {
        for (Timeframe timeframe : List.of(Timeframe.EMPTY, of(Map.of(F1, 2)), of(Map.of(F1, 2, F2, 1, F3, 7)))) {
            assertEquals(timeframe, Timeframe.parse(timeframe.text()));
        }
        String text = of(Map.of(F1, 2)).text();
        for (String wrong :
                List.of("", ",", text + ",", text.substring(1), text.replace(":2:", ":0:"), text + ":1", "a:b:c")) {
            assertThrows(IllegalArgumentException.class, () -> Timeframe.parse(wrong), wrong);
        }
    }
}
