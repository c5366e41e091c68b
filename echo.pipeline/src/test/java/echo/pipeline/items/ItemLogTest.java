package echo.pipeline.items;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.Mutation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One item's fold under late arrivals: always what a fold in order would give (P1), at a bounded price (P10). */
class ItemLogTest {
    private static Mutation mutation(int lamport, int feed, String word) {
        FeedKey key = new FeedKey(Hash.of(Bytes.utf8("feed " + feed)).bytes());
        return new Mutation(new Position(lamport, key, 0), new MemberKey(key.bytes()), 0, Bytes.utf8(word));
    }

    private static List<Mutation> ascending(int count) {
        List<Mutation> mutations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            mutations.add(mutation(i + 1, 0, i % 7 == 3 ? "" : "w" + i));
        }
        return mutations;
    }

    private static String fold(List<Mutation> mutations) {
        return new ItemLog<>(new JournalModel(), sorted(mutations), new Course())
                .typed()
                .state();
    }

    private static List<Mutation> sorted(List<Mutation> mutations) {
        List<Mutation> sorted = new ArrayList<>(mutations);
        sorted.sort(Comparator.comparing(Mutation::position));
        return sorted;
    }

    @Test
    void anyArrivalInBurstsGivesTheStraightFold() {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            List<Mutation> all = ascending(1 + random.nextInt(80));
            List<Mutation> arriving = new ArrayList<>(all);
            Collections.shuffle(arriving, random);
            ItemLog<String> log = new ItemLog<>(new JournalModel(), List.of(), new Course());
            List<Mutation> arrived = new ArrayList<>();
            while (!arriving.isEmpty()) {
                List<Mutation> burst = arriving.subList(0, 1 + random.nextInt(Math.min(9, arriving.size())));
                arrived.addAll(burst);
                log.add(sorted(burst));
                burst.clear();
                assertEquals(fold(arrived), log.typed().state(), "seed " + seed);
            }
            assertEquals(all, log.mutations());
        }
    }

    @Test
    void mutationsThatComeInOrderAreAppliedOnce() {
        JournalModel model = new JournalModel();
        ItemLog<String> log = new ItemLog<>(model, List.of(), new Course());
        ascending(2_000).forEach(mutation -> assertEquals(0, log.add(List.of(mutation))));
        assertEquals(2_000, model.applications());
    }

    // 1 ── 2 ── … ── 1000        late: 100 mutations between 900 and 901
    @Test
    void aLateBurstRewindsOnce() {
        JournalModel model = new JournalModel();
        List<Mutation> early = ascending(1_000);
        ItemLog<String> log = new ItemLog<>(model, early, new Course());
        model.applications();
        List<Mutation> late = new ArrayList<>();
        for (int feed = 1; feed <= 100; feed++) {
            late.add(mutation(900, feed, "late" + feed));
        }
        int repeated = log.add(sorted(late));
        assertEquals(repeated + late.size(), model.applications());
        assertTrue(repeated <= 200, "went back over " + repeated + " for a place 100 before the end");
        List<Mutation> all = new ArrayList<>(early);
        all.addAll(late);
        assertEquals(fold(all), log.typed().state());
    }

    @Test
    void theSameMutationsUnderACodeThatArrivesLaterGiveTheSameState() {
        List<Mutation> mutations = ascending(50);
        List<Mutation> shuffled = new ArrayList<>(mutations);
        Collections.shuffle(shuffled, new Random(1));
        ItemLog<?> opaque = new ItemLog<>(OpaqueModel.INSTANCE, List.of(), new Course());
        shuffled.forEach(mutation -> opaque.add(List.of(mutation)));
        assertTrue(opaque.typed().opaque());
        assertEquals(
                fold(mutations),
                opaque.under(new JournalModel(), new Course()).typed().state());
    }

    @Test
    void keptStatesStayFewAndOneIsAlwaysNear() {
        KeptStates<Integer> kept = new KeptStates<>(0);
        for (int count = 1; count <= 200_000; count++) {
            kept.note(count, count);
            assertTrue(kept.size() <= 100, kept.size() + " kept states of " + count);
        }
        for (int back : new int[] {0, 1, 10, 100, 1_000, 10_000, 100_000}) {
            KeptStates<Integer> fresh = new KeptStates<>(0);
            for (int count = 1; count <= 200_000; count++) {
                fresh.note(count, count);
            }
            KeptStates.Kept<Integer> base = fresh.rewind(200_000 - back);
            assertEquals(base.count(), base.state());
            int distance = 200_000 - back - base.count();
            assertTrue(distance <= back + 1, "back by " + back + " repeats " + distance + " more");
        }
    }

    @Test
    void aLongFoldNotesFewStatesAndOneIsAlwaysNear() {
        for (int end : new int[] {1, 2, 3, 16, 100, 1_023, 1_024, 50_000}) {
            int last = 0;
            int noted = 0;
            for (int count = 1; count <= end; count++) {
                boolean near = KeptStates.isNear(count, end);
                noted += near ? 1 : 0;
                last = near ? count : last;
                int back = end - count;
                assertTrue(
                        count - last <= back,
                        "back by " + back + " of " + end + " repeats " + (count - last) + " more");
            }
            assertTrue(noted <= 3 + 2 * Math.log(end) / Math.log(2), noted + " states of " + end);
            assertEquals(end, last);
        }
    }

    @Test
    void aRewindBeforeEverythingStartsFromEmpty() {
        KeptStates<String> kept = new KeptStates<>("empty");
        kept.note(5, "five");
        assertEquals(new KeptStates.Kept<>(0, "empty"), kept.rewind(4));
        assertEquals(0, kept.size());
    }
}
