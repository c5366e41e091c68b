package echo.pipeline.items;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.Mutation;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What goes into a log of mutations comes out of it, against a plain list. */
class MutationLogTest {
    /** A mutation of a message that few others differ from: in one thing, often, or in none. */
    private static Mutation mutation(Random random, int operation) {
        FeedKey feed =
                new FeedKey(Hash.of(Bytes.utf8("feed " + random.nextInt(2))).bytes());
        MemberKey author =
                new MemberKey(Hash.of(Bytes.utf8("author " + random.nextInt(2))).bytes());
        Bytes data = Bytes.utf8("data".repeat(random.nextInt(3)) + random.nextInt(100));
        return new Mutation(
                new Position(random.nextInt(2), feed, operation),
                author,
                random.nextInt(2),
                random.nextInt(5) == 0 ? Bytes.EMPTY : data);
    }

    @Test
    void whatIsAppendedAndCutIsWhatAListWouldHold() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            MutationLog log = new MutationLog();
            List<Mutation> reference = new ArrayList<>();
            for (int step = 0; step < 8; step++) {
                List<Mutation> more = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    more.add(mutation(random, i));
                }
                int place = random.nextInt(reference.size() + 1);
                if (random.nextInt(3) == 0) {
                    List<Mutation> tail = reference.subList(place, reference.size());
                    assertEquals(tail, log.cut(place), "seed " + seed);
                    tail.clear();
                }
                log.append(more);
                reference.addAll(more);
                assertEquals(reference, log, "seed " + seed);
            }
        }
    }

    @Test
    void whatWasCutIsGone() {
        MutationLog log = new MutationLog();
        Random random = new Random(0);
        log.append(List.of(mutation(random, 0), mutation(random, 1)));
        log.cut(1);
        assertEquals(1, log.size());
        assertThrows(IndexOutOfBoundsException.class, () -> log.get(1));
    }
}
