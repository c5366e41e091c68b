package echo.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.Limits;
import echo.codec.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** Ranks between neighbours, for as long as people go on, and short. */
class GapTest {
    private static final int INSERTS = 10_000;

    private final Random random = new Random(4);

    private Bytes chance() {
        byte[] bytes = new byte[Gap.CHANCE_BYTES];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    /** The ranks of siblings each of which was put where {@code place} says of the number that there were. */
    private List<Rank> inserted(int count, IntUnaryOperator place) {
        List<Rank> ranks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int at = place.applyAsInt(ranks.size());
            Optional<Rank> below = at == 0 ? Optional.empty() : Optional.of(ranks.get(at - 1));
            Optional<Rank> above = at == ranks.size() ? Optional.empty() : Optional.of(ranks.get(at));
            ranks.add(at, new Gap(below, above).rank(chance()));
        }
        return ranks;
    }

    private static int longest(List<Rank> ranks) {
        for (int i = 1; i < ranks.size(); i++) {
            assertTrue(ranks.get(i - 1).compareTo(ranks.get(i)) < 0, "not in order at " + i);
        }
        return ranks.stream().mapToInt(rank -> rank.bytes().size()).max().orElseThrow();
    }

    private static double mean(List<Rank> ranks) {
        return ranks.stream().mapToInt(rank -> rank.bytes().size()).average().orElseThrow();
    }

    @Test
    void tenThousandAtRandomPlacesStayInOrderAndShort() {
        for (int seed = 0; seed < 10; seed++) {
            random.setSeed(seed);
            List<Rank> ranks = inserted(INSERTS, size -> random.nextInt(size + 1));
            int longest = longest(ranks);
            assertTrue(longest <= 32, "seed " + seed + ": " + longest + " bytes");
            assertTrue(mean(ranks) < 15, "seed " + seed + ": mean " + mean(ranks));
        }
    }

    @Test
    void aMillionAtTheEndOrTheBeginningNeedEightBytes() {
        Optional<Rank> last = Optional.empty();
        Optional<Rank> first = Optional.empty();
        for (int i = 0; i < 1_000_000; i++) {
            Rank after = new Gap(last, Optional.empty()).rank(chance());
            Rank before = new Gap(Optional.empty(), first).rank(chance());
            assertTrue(last.isEmpty() || last.get().compareTo(after) < 0);
            assertTrue(first.isEmpty() || first.get().compareTo(before) > 0);
            last = Optional.of(after);
            first = Optional.of(before);
        }
        assertTrue(last.orElseThrow().bytes().size() <= 8);
        assertTrue(first.orElseThrow().bytes().size() <= 8);
    }

    /** Each after the one before, or each after the same one, within a list that is there: what people do who type. */
    @Test
    void manyInTheMiddleStayShort() {
        int before = 10;
        assertTrue(longest(inserted(INSERTS, size -> size <= before ? size : size - before / 2)) <= 16);
        assertTrue(longest(inserted(INSERTS, size -> Math.min(size, before / 2))) <= 16);
    }

    /** The worst: each between the last two, so that half of the room is lost each time at best. */
    @Test
    void hundredsOfTurnsBetweenTheLastTwoHaveARank() {
        Rank low = new Rank(Bytes.hex("40"));
        Rank high = new Rank(Bytes.hex("c0"));
        int turns = 0;
        while (true) {
            Rank between = new Gap(Optional.of(low), Optional.of(high)).rank(chance());
            if (between.equals(low)) {
                break;
            }
            assertTrue(low.compareTo(between) < 0 && between.compareTo(high) < 0);
            low = turns % 2 == 0 ? between : low;
            high = turns % 2 == 0 ? high : between;
            turns++;
        }
        assertTrue(turns > 150, turns + " turns");
    }

    @Test
    void whereThereIsNoRoomItStandsBesideANeighbour() {
        Rank least = new Rank(Bytes.hex("00".repeat(Limits.RANK_BYTES - 1) + "01"));
        Rank greatest = new Rank(Bytes.hex("ff".repeat(Limits.RANK_BYTES)));
        assertEquals(least, new Gap(Optional.empty(), Optional.of(least)).rank(chance()));
        assertEquals(greatest, new Gap(Optional.of(greatest), Optional.empty()).rank(chance()));
        Rank next = new Rank(Bytes.hex("00".repeat(Limits.RANK_BYTES - 1) + "02"));
        assertEquals(least, new Gap(Optional.of(least), Optional.of(next)).rank(chance()));
    }

    @Test
    void twoWhoInsertAtTheSamePlaceSeldomTakeTheSameRank() {
        Optional<Rank> below = Optional.of(Rank.MIDDLE);
        Optional<Rank> above = Optional.of(new Rank(Bytes.hex("8001")));
        int equal = 0;
        for (int i = 0; i < INSERTS; i++) {
            equal += new Gap(below, above).rank(chance()).equals(new Gap(below, above).rank(chance())) ? 1 : 0;
        }
        assertTrue(equal <= 3, equal + " of " + INSERTS);
    }
}
