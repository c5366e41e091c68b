package echo.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.model.Mutation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cases of "The Art of the Fugue" (Weidner and Kleppmann, 2023), in which other algorithms mix what was typed apart. */
class FugueCasesTest {
    private final Writer ann = new Writer(1);
    private final Writer bob = new Writer(2);

    /**
     * Both append to "Shopping", key by key.
     *
     * <pre>
     *   Shopping ─┬─ " bread" (Ann)
     *             └─ " milk"  (Bob)
     * </pre>
     */
    @Test
    void whatTwoTypeForwardInOnePlaceStaysTogether() {
        bob.hear(ann.write(item -> item.insert(0, "Shopping")));
        List<List<Mutation>> anns = typed(ann, 8, " bread");
        List<List<Mutation>> bobs = typed(bob, 8, " milk");
        bobs.forEach(ann::hear);
        anns.forEach(bob::hear);
        assertEquals("Shopping bread milk", ann.text());
        assertEquals(ann.text(), bob.text());
    }

    /** Each key before the one before: where RGA and Logoot mix, as the caret does not move. */
    @Test
    void whatTwoTypeBackwardInOnePlaceStaysTogether() {
        List<List<Mutation>> anns = typedBackward(ann, "bread");
        List<List<Mutation>> bobs = typedBackward(bob, "milk");
        bobs.forEach(ann::hear);
        anns.forEach(bob::hear);
        assertTrue(List.of("breadmilk", "milkbread").contains(ann.text()), ann.text());
        assertEquals(ann.text(), bob.text());
    }

    /** One types forward, the other backward, between the same two characters. */
    @Test
    void whatIsTypedForwardAndBackwardStaysTogether() {
        bob.hear(ann.write(item -> item.insert(0, "()")));
        List<List<Mutation>> anns = typed(ann, 1, "forward");
        List<List<Mutation>> bobs = new ArrayList<>();
        for (String key : List.of("d", "r", "a", "w", "k", "c", "a", "b")) {
            bobs.add(bob.write(item -> item.insert(1, key)));
        }
        bobs.forEach(ann::hear);
        anns.forEach(bob::hear);
        assertTrue(List.of("(forwardbackward)", "(backwardforward)").contains(ann.text()), ann.text());
        assertEquals(ann.text(), bob.text());
    }

    /**
     * Why Fugue is not enough: backward typing that goes through two peers. Ann writes a, Bob, who has seen it, b before it; apart
     * from both Cay writes x, and Dan, who has seen that, y before it. Left of the one end all four must stand as ba and yx.
     */
    @Test
    void backwardTypingOfSeveralPeersStaysTogether() {
        Writer cay = new Writer(3);
        Writer dan = new Writer(4);
        List<Mutation> a = ann.write(item -> item.insert(0, "a"));
        bob.hear(a);
        List<Mutation> b = bob.write(item -> item.insert(0, "b"));
        List<Mutation> x = cay.write(item -> item.insert(0, "x"));
        dan.hear(x);
        List<Mutation> y = dan.write(item -> item.insert(0, "y"));
        for (List<List<Mutation>> order : List.of(List.of(a, b, x, y), List.of(x, a, y, b), List.of(x, y, a, b))) {
            Writer reader = new Writer(9);
            order.forEach(reader::hear);
            assertEquals("bayx", reader.text());
        }
    }

    /**
     * The case that tells FugueMax from Fugue: right siblings stand by their right origins, the further one first, and only then by
     * name.
     *
     * <pre>
     *   R ─┬─ L R   (Ann) ──┬─ L X R    (Cay, who knows nothing of N)
     *      └─ N R   (Bob) ──┴─ L Y N R  (Dan, who knows all but X)
     * </pre>
     *
     * Dan wrote Y directly before N, as one does who types backward; X must not come between.
     */
    @Test
    void whatWasWrittenDirectlyBeforeStaysThere() {
        List<Mutation> r = ann.write(item -> item.insert(0, "R"));
        bob.hear(r);
        List<Mutation> l = ann.write(item -> item.insert(0, "L"));
        List<Mutation> n = bob.write(item -> item.insert(0, "N"));
        for (int turn = 0; turn < 2; turn++) { // whichever of the two has the lesser name
            Writer cay = new Writer(3 + turn);
            Writer dan = new Writer(4 - turn);
            List.of(r, l).forEach(cay::hear);
            List.of(r, l, n).forEach(dan::hear);
            assertEquals("LNR", dan.text());
            List<Mutation> x = cay.write(item -> item.insert(1, "X"));
            List<Mutation> y = dan.write(item -> item.insert(1, "Y"));
            for (List<List<Mutation>> order : List.of(List.of(r, l, x, n, y), List.of(r, n, l, y, x))) {
                Writer reader = new Writer(9);
                order.forEach(reader::hear);
                assertEquals("LXYNR", reader.text());
            }
        }
    }

    private static List<List<Mutation>> typed(Writer writer, int at, String keys) {
        List<List<Mutation>> messages = new ArrayList<>();
        for (int i = 0; i < keys.length(); i++) {
            int place = at + i;
            String key = keys.substring(i, i + 1);
            messages.add(writer.write(item -> item.insert(place, key)));
        }
        return messages;
    }

    private static List<List<Mutation>> typedBackward(Writer writer, String keys) {
        List<String> backward = new ArrayList<>(List.of(keys.split("")));
        Collections.reverse(backward);
        List<List<Mutation>> messages = new ArrayList<>();
        backward.forEach(key -> messages.add(writer.write(item -> item.insert(0, key))));
        return messages;
    }
}
