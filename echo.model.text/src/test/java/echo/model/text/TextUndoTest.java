package echo.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Limits;
import echo.api.item.Anchor;
import echo.api.item.TextItem;
import echo.api.model.Mutation;
import echo.model.text.state.Change.Restoration;
import echo.model.text.state.TextState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What taking a mutation of a text back does, alone and among others' (docs/format.md, "Taking back a text mutation"). */
class TextUndoTest {
    private static final int SEEDS = 500;

    private final Writer ann = new Writer(1);
    private final Writer bob = new Writer(2);

    /** Both hear what {@code writer} writes; gives its last mutation. */
    private Mutation both(Writer writer, Consumer<TextItem> edit) {
        return told(writer, writer.write(edit));
    }

    private Mutation told(Writer writer, List<Mutation> message) {
        (writer == ann ? bob : ann).hear(message);
        assertEquals(ann.state(), bob.state());
        return message.get(message.size() - 1);
    }

    private Mutation undo(Writer writer, Mutation mutation) {
        return told(writer, writer.undo(mutation));
    }

    @Test
    void anInsertionGoesAndComesBackWithItsName() {
        both(ann, item -> item.insert(0, "Hello"));
        Mutation inserted = both(ann, item -> item.insert(5, " World"));
        Anchor anchor = bob.item().anchorAt(6);
        Mutation undone = undo(ann, inserted);
        assertEquals("Hello", ann.text());
        assertEquals(List.of(), ann.undo(inserted));
        Mutation redone = undo(ann, undone);
        assertEquals("Hello World", ann.text());
        assertEquals(OptionalInt.of(6), bob.item().indexOf(anchor), "it is the same W");
        undo(ann, redone);
        assertEquals("Hello", ann.text());
    }

    @Test
    void ofAnInsertionGoesWhatIsStillThereAndOthersKeysStay() {
        Mutation inserted = both(ann, item -> item.insert(0, "one three"));
        both(bob, item -> item.insert(4, "two "));
        both(bob, item -> item.delete(0, 1));
        Mutation undone = undo(ann, inserted);
        assertEquals("two ", ann.text());
        undo(ann, undone);
        assertEquals("ne two three", ann.text());
    }

    @Test
    void aDeletionComesBackAmongWhatOthersTypedThere() {
        both(ann, item -> item.insert(0, "abcdef"));
        Mutation deleted = both(ann, item -> item.delete(1, 4));
        both(bob, item -> item.insert(1, "XY"));
        Mutation undone = undo(ann, deleted);
        assertEquals("aXYbcdef", ann.text());
        assertEquals(List.of(), ann.undo(deleted), "it came back already");
        both(bob, item -> item.insert(5, "-"));
        undo(ann, undone);
        assertEquals("aXY-f", ann.text());
    }

    @Test
    void aReplacementIsTakenBackWhole() {
        both(ann, item -> item.insert(0, "the cat"));
        Mutation replaced = both(ann, item -> item.replace(4, 3, "dog"));
        Mutation undone = undo(ann, replaced);
        assertEquals("the cat", ann.text());
        // what took it back are two mutations, taken back last first
        assertEquals(2, undone.position().operation() + 1);
    }

    // ann, bob: "abc"        ann deletes bc ──┐          both undo: each letter is there once
    //                        bob deletes ab ──┘
    @Test
    void whatBothDeletedComesBackOnce() {
        both(ann, item -> item.insert(0, "abc"));
        List<Mutation> anns = ann.write(item -> item.delete(1, 2));
        List<Mutation> bobs = bob.write(item -> item.delete(0, 2));
        ann.hear(bobs);
        bob.hear(anns);
        assertEquals("", ann.text());
        List<Mutation> annsUndo = ann.undo(anns.get(0));
        assertEquals("bc", ann.text(), "hers is the first in the order");
        List<Mutation> bobsUndo = bob.undo(bobs.get(0));
        assertEquals("a", bob.text());
        ann.hear(bobsUndo);
        bob.hear(annsUndo);
        assertEquals("abc", ann.text());
        assertEquals(ann.state(), bob.state());
    }

    @Test
    void twoWhoBringBackAtOnceBringBackOnce() {
        both(ann, item -> item.insert(0, "abc"));
        Mutation deleted = both(ann, item -> item.delete(0, 3));
        List<Mutation> once = ann.undo(deleted);
        List<Mutation> again = bob.undo(deleted);
        ann.hear(again);
        bob.hear(once);
        assertEquals("abc", ann.text());
        assertEquals(ann.state(), bob.state());
    }

    @Test
    void moreThanAMutationHoldsComesBackInSeveral() {
        String page = "0123456789abcdef".repeat(Limits.TEXT_INSERT / 16);
        for (int i = 0; i < 3; i++) {
            both(ann, item -> item.insert(0, page));
        }
        Mutation deleted = both(ann, item -> item.delete(7, 3 * page.length() - 9));
        ann.restart();
        List<Mutation> message = ann.undo(deleted);
        assertEquals(3, message.size());
        assertEquals(page.repeat(3), ann.text());
    }

    /** Nobody who is honest does: the elements' text is then the greater one, at each place, whatever comes when. */
    @Test
    void restorationsThatDoNotAgreeConverge() {
        both(ann, item -> item.insert(0, "abc"));
        both(ann, item -> item.delete(0, 3));
        TextState deleted = ann.state();
        var first = deleted.find(deleted.runs().get(0).run().id(0)).orElseThrow();
        TextState one = deleted.restore(first, 1, "bxc").restore(first, 1, "ayc");
        TextState other = deleted.restore(first, 1, "ayc").restore(first, 1, "bxc");
        assertEquals("byc", one.text());
        assertEquals(one, other);
        assertEquals(2, new Restoration(first.id(), 1, "🙂a").count());
    }

    /**
     * All is as if the undone edit had never been, whatever others typed apart from it; and by the undo of the undo all is as if it
     * had not been taken back.
     */
    @Test
    void anUndoneEditLeavesWhatOthersTyped() {
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Writer one = new Writer(random.nextBoolean() ? 1 : 3);
            Writer other = new Writer(2);
            Writer without = new Writer(9);
            for (int i = random.nextInt(10); i >= 0; i--) {
                boolean mine = random.nextBoolean();
                List<Mutation> message = (mine ? one : other).write(item -> edit(item, random));
                (mine ? other : one).hear(message);
                without.hear(message);
            }
            Mutation edit = one.write(item -> edit(item, random)).get(0);
            for (int i = random.nextInt(6); i > 0; i--) {
                List<Mutation> typed =
                        other.write(item -> item.insert(random.nextInt(item.length() + 1), "t" + random.nextInt(9)));
                one.hear(typed);
                without.hear(typed);
            }
            String kept = one.text();
            List<Mutation> undone = one.undo(edit);
            assertEquals(without.text(), one.text(), "seed " + seed);
            for (int i = undone.size() - 1; i >= 0; i--) {
                one.undo(undone.get(i));
            }
            assertEquals(kept, one.text(), "redone, seed " + seed);
        }
    }

    private static void edit(TextItem item, RandomGenerator random) {
        int at = random.nextInt(item.length() + 1);
        int count = Math.min(item.length() - at, random.nextInt(4));
        item.replace(at, count, count > 0 && random.nextBoolean() ? "" : random.nextBoolean() ? "🙂" : "abc");
    }

    /** A message, and which others its writer knew. */
    private record Told(List<Mutation> mutations, BitSet known) {}

    /** Three write and take back, each its own, also twice and what was taken back; all orders of arrival give the same bytes. */
    @Test
    void whatIsTakenBackConvergesHoweverItArrives() {
        int undone = 0;
        for (int seed = 0; seed < SEEDS / 2; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Told> history = new ArrayList<>();
            undone += write(history, random);
            Writer first = reader(history, random);
            for (int order = 0; order < 4; order++) {
                Writer other = reader(history, random);
                assertEquals(first.text(), other.text(), "seed " + seed);
                assertEquals(first.state(), other.state(), "seed " + seed);
                TextModel model = new TextModel();
                assertEquals(
                        model.codec().orElseThrow().save(first.state()),
                        model.codec().orElseThrow().save(other.state()),
                        "seed " + seed);
            }
        }
        assertTrue(undone > SEEDS, "only " + undone);
    }

    /** Gives how often something was taken back. */
    private static int write(List<Told> history, RandomGenerator random) {
        List<Writer> writers = List.of(new Writer(1), new Writer(2), new Writer(3));
        List<BitSet> known = List.of(new BitSet(), new BitSet(), new BitSet());
        List<List<Mutation>> own = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int undone = 0;
        for (int turn = 0; turn < 30; turn++) {
            int who = random.nextInt(3);
            Writer writer = writers.get(who);
            List<Mutation> mine = own.get(who);
            for (int i = 0; i < history.size() && random.nextInt(3) == 0; i++) {
                hear(writer, known.get(who), history, history.size() - 1 - i);
            }
            boolean undoes = !mine.isEmpty() && random.nextInt(3) == 0;
            List<Mutation> message = undoes
                    ? writer.undo(mine.get(random.nextInt(mine.size())))
                    : writer.write(item -> edit(item, random));
            if (!message.isEmpty()) {
                undone += undoes ? 1 : 0;
                mine.addAll(message);
                history.add(new Told(message, (BitSet) known.get(who).clone()));
                known.get(who).set(history.size() - 1);
            }
        }
        return undone;
    }

    private static void hear(Writer writer, BitSet known, List<Told> history, int index) {
        if (!known.get(index)) {
            history.get(index).known.stream().forEach(earlier -> hear(writer, known, history, earlier));
            writer.hear(history.get(index).mutations);
            known.set(index);
        }
    }

    /** Hears all in some causal order, and restarts now and then. */
    private static Writer reader(List<Told> history, RandomGenerator random) {
        Writer reader = new Writer(99);
        BitSet known = new BitSet();
        while (known.cardinality() < history.size()) {
            hear(reader, known, history, random.nextInt(history.size()));
            if (random.nextInt(10) == 0) {
                reader.restart();
            }
        }
        return reader;
    }
}
