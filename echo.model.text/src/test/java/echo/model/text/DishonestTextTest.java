package echo.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import echo.api.Bytes;
import echo.api.Position;
import echo.api.model.Mutation;
import echo.model.text.Rumours.Message;
import echo.model.text.proto.TextProto;
import echo.model.text.state.Change;
import echo.model.text.state.Change.Range;
import echo.model.text.state.Change.Restoration;
import echo.model.text.state.Element;
import echo.model.text.state.ElementId;
import echo.model.text.state.TextState;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * P1 where writers lie: a text is a function of the set of its mutations, also of those that name what their messages do not depend
 * on, so that one peer has it before and another after (docs/format.md, "What waits").
 */
class DishonestTextTest {
    private static final ElementId START = Element.START.id();
    private static final ElementId END = Element.END.id();

    private final TextModel model = new TextModel();
    private final Writer ann = new Writer(1);
    private final Writer bob = new Writer(2);
    private int waited;
    private int taken;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void everyOrderOfArrivalGivesTheSameBytes(int writers) {
        for (int seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(1_000L * writers + seed);
            Rumours rumours = new Rumours(writers, 5 + random.nextInt(30), random);
            TextState expected = fold(rumours.inOrder(), random);
            for (int order = 0; order < 8; order++) {
                assertSame(expected, read(rumours.someOrder(), random), "seed " + seed);
            }
        }
        assertTrue(waited > 300, "waited: " + waited);
        assertTrue(taken > 300, "taken in later: " + taken);
    }

    @Test
    void everyOrderOfASmallHistoryGivesTheSameBytes() {
        for (int seed = 0; seed < 400; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rumours rumours = new Rumours(2 + seed % 4, 5, random);
            TextState expected = fold(rumours.inOrder(), random);
            for (List<Message> order : rumours.everyOrder()) {
                assertSame(expected, read(order, random), "seed " + seed);
            }
        }
        assertTrue(taken > 300, "taken in later: " + taken);
    }

    @Test
    void takingBackDoesNothingForWhatWaitsAndIsUnderstoodForTheRest() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Rumours rumours = new Rumours(3, 15, random);
            TextState now = read(rumours.someOrder(), random);
            TextState before = model.empty();
            for (Mutation mutation : rumours.inOrder()) {
                List<Bytes> back = model.undo(before, mutation, now);
                if (now.waiting().has(mutation.position())) {
                    assertEquals(List.of(), back, "seed " + seed);
                }
                assertTakenIn(back, now, "seed " + seed);
                before = apply(before, mutation);
            }
        }
    }

    /** Ann: ab; who has seen it: X behind the a, declaring nothing. */
    @Test
    void anInsertionThatComesBeforeWhatItNamesWaitsForIt() {
        List<Mutation> ab = ann.write(item -> item.insert(0, "ab"));
        Mutation lie = Rumours.mutation(2, 5, 0, Rumours.insertion(ann(1, 0), ann(1, 1), "X"));
        bob.hear(List.of(lie));
        assertEquals("", bob.text());
        bob.restart();
        bob.hear(ab);
        ann.hear(List.of(lie));
        assertEquals("aXb", bob.text());
        assertSame(ann.state(), bob.state(), "X");
    }

    @Test
    void theBytesOfWhatWaitsAreFrozen() {
        Mutation lie = Rumours.mutation(2, 5, 3, Rumours.insertion(ann(1, 0), END, "X"));
        bob.hear(List.of(lie));
        String data = "0a20" + "11" + "00".repeat(31) + "1a09" + "0a0408011001" + "1a0158";
        assertEquals(data, lie.data().toHex());
        String place = "0802" + "1220" + "15" + "00".repeat(31) + "1803";
        assertEquals("2a" + "55" + place + "222d" + data, save(bob.state()).toHex());
    }

    /** Each was not made by saving, for what it says to wait would not. */
    @Test
    void whatDoesNotWaitIsNotLoadedAsWaiting() {
        Change inserts = Rumours.insertion(START, END, "k");
        Change waits = Rumours.insertion(name(1, 2, 0), END, "x");
        ann.hear(List.of(Rumours.mutation(3, 1, 0, inserts)));
        assertRefused("a change that need not wait", Rumours.mutation(4, 1, 0, inserts));
        assertRefused("a change in the place of another", Rumours.mutation(3, 1, 0, waits));
        ann.hear(List.of(Rumours.mutation(4, 1, 0, Rumours.insertion(ann(3, 0), END, "k"))));
        assertRefused("a change in the place of another", Rumours.mutation(3, 1, 1, waits));
        Mutation later = Rumours.mutation(4, 1, 1, waits);
        ann.hear(List.of(later, Rumours.mutation(5, 1, 0, Rumours.insertion(ann(4, 0), END, "k"))));
        assertRefused("changes that do not ascend", later);
        assertEquals(
                "not a saved text: two runs that should be one",
                refusal(proto(ann.state()).clearWaiting()));
    }

    private void assertRefused(String reason, Mutation mutation) {
        Position position = mutation.position();
        TextProto.Builder forged = proto(ann.state());
        forged.addWaitingBuilder()
                .setLamport(position.lamport())
                .setFeed(ByteString.copyFrom(position.feed().bytes().toByteArray()))
                .setOperation(position.operation())
                .setMutation(ByteString.copyFrom(mutation.data().toByteArray()));
        assertEquals("not a saved text: " + reason, refusal(forged));
    }

    private TextProto.Builder proto(TextState state) {
        try {
            return TextProto.parseFrom(save(state).toByteArray()).toBuilder();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private String refusal(TextProto.Builder forged) {
        Bytes saved = Bytes.owning(forged.build().toByteArray());
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> model.codec().orElseThrow().load(saved))
                .getMessage());
    }

    /** Deleting what is there waits for what is not, because one mutation does both. */
    @Test
    void aChangeIsTakenInWholeOrNotAtAll() {
        List<Mutation> a = ann.write(item -> item.insert(0, "a"));
        List<Mutation> b = ann.write(item -> item.insert(1, "bb"));
        Change change = new Change(List.of(new Range(ann(1, 0), 1, 0), new Range(ann(2, 0), 1, 0)), List.of(), null);
        bob.hear(a);
        bob.hear(List.of(Rumours.mutation(3, 5, 0, change)));
        assertEquals("a", bob.text());
        bob.hear(b);
        assertEquals("b", bob.text());
    }

    @Test
    void aRangeWaitsForItsRunToGrow() {
        List<List<Mutation>> keys = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int at = i;
            keys.add(ann.write(item -> item.insert(at, "k")));
        }
        Change change = new Change(List.of(new Range(ann(1, 0), 3, 0)), List.of(), null);
        Mutation lie = Rumours.mutation(4, 5, 0, change);
        for (int place = 0; place <= keys.size(); place++) {
            List<List<Mutation>> order = new ArrayList<>(keys);
            order.add(place, List.of(lie));
            Writer reader = new Writer(9);
            for (int i = 0; i < order.size(); i++) {
                reader.hear(order.get(i));
                reader.restart();
                assertEquals(
                        place > i || i >= 3 ? 0 : 1,
                        reader.state().waiting().changes().size());
            }
            assertEquals("k", reader.text());
        }
    }

    /**
     * A feed types k, then, in the same batch, x beside what nobody has yet, then k again behind the first. In whatever order the
     * missing one comes, x was between them, so they are two runs: names of ranges hang on it.
     */
    @Test
    void anInsertionThatWaitsPartsTheKeysBeforeAndAfterIt() {
        Mutation first = Rumours.mutation(2, 1, 0, Rumours.insertion(START, END, "k"));
        Mutation between = Rumours.mutation(2, 1, 1, Rumours.insertion(name(1, 2, 0), END, "x"));
        Mutation second = Rumours.mutation(3, 1, 0, Rumours.insertion(ann(2, 0), END, "k"));
        Mutation missing = Rumours.mutation(1, 2, 0, Rumours.insertion(START, END, "m"));
        List<Mutation> order = new ArrayList<>(List.of(first, between, second));
        TextState expected = null;
        for (int place = 0; place <= 3; place++) {
            List<Mutation> with = new ArrayList<>(order);
            with.add(place, missing);
            TextState state = model.empty();
            for (Mutation mutation : with) {
                state = reloaded(apply(state, mutation));
            }
            assertEquals(4, state.runs().size());
            assertSame(expected == null ? state : expected, state, "place " + place);
            expected = state;
        }
    }

    @Test
    void whatCanNeverBeWaitsForEver() {
        List<Mutation> abc = ann.write(item -> item.insert(0, "abc"));
        List<Change> lies = List.of(
                Rumours.insertion(ann(1, 3), END, "beyond its mutation"),
                Rumours.insertion(ann(1, Integer.MAX_VALUE), END, "far beyond"),
                Rumours.insertion(START, name(1, 2, 0), "beside nothing"),
                new Change(List.of(new Range(ann(1, 1), 3, 0)), List.of(), null),
                new Change(List.of(new Range(ann(1, 1), Integer.MAX_VALUE, 0)), List.of(), null),
                new Change(List.of(new Range(ann(1, 0), 2, 0), new Range(ann(1, 1), 2, 0)), List.of(), null),
                new Change(List.of(), List.of(new Restoration(ann(1, 0), 1, "four")), null));
        for (int i = 0; i < lies.size(); i++) {
            Mutation lie = Rumours.mutation(5, 5, i, lies.get(i));
            ann.hear(List.of(lie));
            bob.hear(List.of(lie));
        }
        bob.hear(abc);
        assertEquals("abc", bob.text());
        assertEquals(lies.size(), bob.state().waiting().changes().size());
        assertSame(ann.state(), bob.state(), "lies");
        ann.restart();
    }

    /** What a range goes over twice may be apart in the order of names: another feed's element has its name between. */
    @Test
    void whatIsNamedTwiceIsFoundBehindOthersNames() {
        for (int i = 0; i < 4; i++) {
            int at = i;
            bob.hear(ann.write(item -> item.insert(at, "k")));
        }
        List<Mutation> late = new Writer(3).write(item -> item.insert(0, "x"));
        bob.hear(late);
        Change twice = new Change(
                List.of(new Range(ann(1, 0), 4, 0), new Range(name(1, 3, 0), 1, 0), new Range(ann(2, 0), 1, 0)),
                List.of(),
                null);
        bob.hear(List.of(Rumours.mutation(9, 5, 0, twice)));
        assertTrue(bob.state().waiting().has(new Position(9, Rumours.feed(5), 0)));
    }

    /** The left origin stands behind the right one, and two such at one place. */
    @Test
    void originsInTheWrongOrderGiveOneOrder() {
        List<Mutation> abc = ann.write(item -> item.insert(0, "abc"));
        Mutation x = Rumours.mutation(2, 5, 0, Rumours.insertion(ann(1, 2), ann(1, 0), "x"));
        Mutation y = Rumours.mutation(2, 6, 0, Rumours.insertion(ann(1, 2), ann(1, 1), "y"));
        Mutation z = Rumours.mutation(3, 7, 0, Rumours.insertion(name(2, 6, 0), name(2, 5, 0), "z"));
        Mutation a = abc.get(0);
        TextState expected = fold(List.of(a, x, y, z), new SplittableRandom(1));
        for (List<Mutation> order : List.of(List.of(z, y, x, a), List.of(y, a, z, x), List.of(x, z, a, y))) {
            assertSame(expected, fold(order, new SplittableRandom(2)), order.toString());
        }
    }

    @Test
    void aLongChainIsTakenInAtOnce() {
        TextState state = model.empty();
        for (int i = 0; i < 20_000; i++) {
            ElementId last = i == 0 ? ann(1, 0) : name(1 + i, 5, 0);
            state = apply(state, Rumours.mutation(2 + i, 5, 0, Rumours.insertion(last, END, "x")));
        }
        assertEquals(0, state.length());
        state = apply(state, ann.write(item -> item.insert(0, "a")).get(0));
        assertEquals(20_001, state.length());
        assertTrue(state.waiting().isEmpty());
        assertEquals(2, state.runs().size());
    }

    @Test
    void whoWritesWhileSomethingWaitsWritesAsIfItDidNot() {
        List<Mutation> a = ann.write(item -> item.insert(0, "a"));
        Mutation lie = Rumours.mutation(2, 5, 0, Rumours.insertion(ann(1, 0), END, "X"));
        bob.hear(List.of(lie));
        List<Mutation> bobs = bob.write(item -> {
            item.insert(0, "bb");
            item.delete(0, 1);
            assertEquals("b", item.text());
        });
        assertFalse(bob.state().waiting().isEmpty());
        bob.hear(a);
        bobs.forEach(mutation -> ann.hear(List.of(mutation)));
        ann.hear(List.of(lie));
        assertSame(ann.state(), bob.state(), "lie");
        assertEquals(3, ann.text().length());
    }

    private static ElementId ann(long lamport, int index) {
        return new ElementId(new Position(lamport, Rumours.feed(1), 0), index);
    }

    private static ElementId name(long lamport, int feed, int index) {
        return new ElementId(new Position(lamport, Rumours.feed(feed), 0), index);
    }

    private TextState read(List<Message> order, SplittableRandom random) {
        List<Mutation> mutations = new ArrayList<>();
        order.forEach(message -> mutations.addAll(message.mutations()));
        return fold(mutations, random);
    }

    /** The state after {@code mutations}, with restarts between; counts what waits. */
    private TextState fold(List<Mutation> mutations, SplittableRandom random) {
        TextState state = model.empty();
        for (Mutation mutation : mutations) {
            TextState next = apply(state, mutation);
            int now = next.waiting().changes().size();
            boolean waits = next.waiting().has(mutation.position());
            waited += waits ? 1 : 0;
            taken += state.waiting().changes().size() - now + (waits ? 1 : 0);
            state = random.nextInt(6) == 0 ? reloaded(next) : next;
        }
        return state;
    }

    private TextState apply(TextState state, Mutation mutation) {
        return new Writer(99).apply(state, mutation);
    }

    private Bytes save(TextState state) {
        return model.codec().orElseThrow().save(state);
    }

    private TextState reloaded(TextState state) {
        TextState loaded = model.codec().orElseThrow().load(save(state));
        assertSame(state, loaded, "loaded");
        return loaded;
    }

    private void assertTakenIn(List<Bytes> back, TextState now, String what) {
        TextState state = now;
        for (int i = 0; i < back.size(); i++) {
            Position position = new Position(1_000, Rumours.feed(0), i);
            state = apply(state, new Mutation(position, Writer.ANYBODY, 0, back.get(i)));
            assertFalse(state.waiting().has(position), what);
        }
    }

    private void assertSame(TextState expected, TextState state, String what) {
        assertEquals(save(expected), save(state), what);
        assertEquals(expected, state, what);
    }
}
