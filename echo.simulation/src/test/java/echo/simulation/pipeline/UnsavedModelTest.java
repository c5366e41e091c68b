package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.party.Role;
import echo.api.value.Value;
import echo.codec.Decoded;
import echo.codec.ItemStateCodec;
import echo.codec.ItemStateCodec.Form;
import echo.codec.Operation.Create;
import echo.codec.Operation.Mutate;
import echo.pipeline.Event;
import echo.pipeline.items.TypedState;
import echo.simulation.pipeline.Cast.Person;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A model that overrides nothing is a whole model: its items are saved as their mutations in order (P1, P6). */
class UnsavedModelTest {
    private static final ModelId SMALL = new ModelId("test.small", 1, 0);
    private static final Bytes NONCE = Bytes.hex("0000000000000001");

    private final Cast cast = new Cast();
    private final List<Person> people = cast.people(2);
    private final Desk a = new Desk(cast, people.get(0));
    private final Desk b = new Desk(cast, people.get(1));
    private final ItemId item = ItemId.of(people.get(0).data(), NONCE);

    /** Joins what was written; a mutation without bytes means nothing. */
    private static class Small implements Model<String> {
        @Override
        public Ordering ordering() {
            return Ordering.TOTAL;
        }

        @Override
        public String empty() {
            return "";
        }

        @Override
        public Outcome<String> apply(String state, Mutation mutation) {
            return mutation.data().isEmpty()
                    ? Outcome.ignored("nothing to add")
                    : Outcome.applied(state + mutation.data().toUtf8());
        }
    }

    /** The same, whose states can be looked at. */
    private static final class Shown extends Small {
        @Override
        public Value.MapValue properties(String state) {
            return new Value.MapValue(new TreeMap<>(Map.of("text", Value.of(state))));
        }
    }

    @BeforeEach
    void twoPeopleAndAnItem() {
        a.handle(new Event.ModelAdded(SMALL, new Small()));
        b.handle(new Event.ModelAdded(SMALL, new Small()));
        a.state(cast.genesis(a.person()));
        a.state(cast.admission(a.person(), b.person(), Role.WRITER));
        a.write(new Create(NONCE, SMALL, ItemId.ROOT), mutation("begin "));
        b.meet(a.person().control()).sync(a);
    }

    // a   begin ─┬─ a1 ── a2        in order: begin a1 b1 a2 b2
    // b          └─ b1 ── b2
    @Test
    void lateMutationsTakeTheirPlaceAndBothPeersHoldTheSame() {
        write(a, "a1 ", "a2 ");
        write(b, "b1 ", "b2 ");
        Hash alone = hash(b);
        a.sync(b);
        b.sync(a);
        assertEquals("begin a1 b1 a2 b2 ", told(a));
        assertEquals(told(a), told(b));
        assertEquals(hash(a), hash(b));
        assertNotEquals(alone, hash(b));
    }

    @Test
    void itsStateIsTheFoldInOrder() {
        for (Desk desk : List.of(a, b)) {
            desk.handle(new Event.ModelAdded(SMALL, new Shown()));
        }
        write(a, "a1 ", "a2 ");
        write(b, "b1 ", "", "b2 ");
        a.sync(b);
        assertEquals(Value.of(Map.of("text", Value.of("begin a1 b1 a2 b2 "))), properties(state(a)));
        a.restart();
        assertEquals(Value.of(Map.of("text", Value.of("begin a1 b1 a2 b2 "))), properties(state(a)));
    }

    @Test
    void aRestartChangesNothing() {
        write(a, "a1 ", "", "a2 ");
        Hash before = hash(a);
        a.restart();
        assertEquals(before, hash(a));
        assertEquals("begin a1 a2 ", told(a));
    }

    @Test
    void whatTheModelIgnoresIsSavedToo() {
        Hash before = hash(a);
        write(a, "");
        assertNotEquals(before, hash(a));
    }

    @Test
    void itDiffersFromAnItemWhoseModelIsMissingUntilThatComesBack() {
        write(a, "a1 ");
        Hash before = hash(a);
        Bytes saved = state(a).save();
        assertEquals(Form.RETOLD, state(a).form());
        a.handle(new Event.ModelRemoved(SMALL));
        a.flush();
        assertEquals(Form.OPAQUE, state(a).form());
        assertEquals(saved, state(a).save());
        assertNotEquals(before, hash(a));
        a.handle(new Event.ModelAdded(SMALL, new Small()));
        a.flush();
        assertEquals(before, hash(a));
    }

    @Test
    void whatWasSavedIsToldAgain() {
        write(a, "a1 ", "a2 ");
        assertReloads(state(a));
        a.handle(new Event.ModelRemoved(SMALL));
        a.flush();
        assertReloads(state(a));
    }

    private static <S> void assertReloads(TypedState<S> typed) {
        assertEquals(typed.state(), typed.model().codec().orElseThrow().load(typed.save()));
    }

    private void write(Desk desk, String... words) {
        for (String word : words) {
            desk.write(mutation(word));
        }
    }

    private Mutate mutation(String word) {
        return new Mutate(item, Bytes.utf8(word));
    }

    private TypedState<?> state(Desk desk) {
        return desk.engine().snapshot().records().get(item).orElseThrow().state();
    }

    /** The mutations of which the item is saved, put together. */
    private String told(Desk desk) {
        StringBuilder told = new StringBuilder();
        if (ItemStateCodec.mutations(state(desk).save()) instanceof Decoded.Valid<List<Mutation>> saved) {
            saved.value().forEach(mutation -> told.append(mutation.data().toUtf8()));
        }
        return told.toString();
    }

    private static <S> Value.MapValue properties(TypedState<S> typed) {
        return typed.model().properties(typed.state());
    }

    private static Hash hash(Desk desk) {
        return desk.engine().snapshot().stateHash();
    }
}
