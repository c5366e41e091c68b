package echo.model.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import echo.api.value.Value;
import echo.model.object.format.MalformedException;
import echo.model.object.format.MutationFormat;
import echo.model.object.format.ValueFormat;
import echo.model.object.state.Change;
import echo.model.object.state.CounterNode;
import echo.model.object.state.ElementId;
import echo.model.object.state.ListNode;
import echo.model.object.state.MapNode;
import echo.model.object.state.Node;
import echo.model.object.state.Origin;
import echo.model.object.state.SetElement;
import echo.model.object.state.SetNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of docs/format.md, "Object model". The vectors are frozen: a change of them is a new version of the model. */
class ObjectFormatTest {
    private static final FeedKey FEED = new FeedKey(Bytes.hex("ab".repeat(32)));
    private static final MemberKey AUTHOR = new MemberKey(Bytes.hex("cd".repeat(32)));
    private static final Position POSITION = new Position(7, FEED, 2);
    private static final ElementId ELEMENT = new Origin(POSITION, 1).element(3);

    private final ObjectModel model = new ObjectModel();

    @Test
    void everyKindOfChangeHasItsFrozenBytes() throws MalformedException {
        List<Change> changes = everyChange();
        StringBuilder hex = new StringBuilder();
        for (Change change : changes) {
            Bytes bytes = MutationFormat.write(List.of(change));
            assertEquals(List.of(change), MutationFormat.read(bytes));
            hex.append(bytes.toHex()).append('\n');
        }
        assertEquals(Vectors.CHANGES, hex.toString());
    }

    @Test
    void everyKindOfValueHasItsFrozenBytes() {
        StringBuilder hex = new StringBuilder();
        for (Value value : everyValue()) {
            hex.append(ValueFormat.element(value).encoded().toHex()).append('\n');
        }
        assertEquals(Vectors.VALUES, hex.toString());
    }

    @Test
    void aStateHasItsFrozenBytes() {
        ObjectState state = model.empty();
        int operation = 0;
        for (Change change : everyChange()) {
            Mutation mutation = mutation(operation++, MutationFormat.write(List.of(change)));
            state = model.apply(state, mutation) instanceof Outcome.Applied<ObjectState> next ? next.state() : state;
        }
        assertEquals(Vectors.STATE, model.codec().orElseThrow().save(state).toHex());
        assertEquals(
                state,
                model.codec().orElseThrow().load(model.codec().orElseThrow().save(state)));
        assertEquals("", model.codec().orElseThrow().save(model.empty()).toHex());
    }

    @Test
    void countingHasItsFrozenBytes() throws MalformedException {
        Change change = new Change.Increment(List.of("n"), -300);
        Bytes bytes = MutationFormat.write(List.of(change));
        assertEquals("0a060a016e48d704", bytes.toHex());
        assertEquals(List.of(change), MutationFormat.read(bytes));
        Mutation mutation = mutation(0, bytes);
        ObjectState state = ((Outcome.Applied<ObjectState>) model.apply(model.empty(), mutation)).state();
        Bytes saved = model.codec().orElseThrow().save(state);
        String position = mutation.position().toBytes().toHex();
        assertEquals("0a380a016e323308d704122e0a2c" + position, saved.toHex());
        assertEquals(state, model.codec().orElseThrow().load(saved));
    }

    @Test
    void whatComesBackHasItsFrozenBytes() throws MalformedException {
        ElementId old = new Origin(new Position(6, FEED, 0), 0).element(0);
        ListNode list = ListNode.EMPTY.push(old, null).orElseThrow();
        SetElement element = ValueFormat.element(Value.of("t"));
        List<Change> changes = List.of(
                new Change.PutBack(List.of("l"), list),
                new Change.Refill(List.of("l"), old, Value.of(true)),
                new Change.PutBack(List.of("s"), SetNode.EMPTY),
                new Change.Exchange(List.of("s"), element, List.of(ELEMENT), List.of(old)));
        StringBuilder hex = new StringBuilder();
        ObjectState state = model.empty();
        for (int i = 0; i < changes.size(); i++) {
            Bytes bytes = MutationFormat.write(List.of(changes.get(i)));
            assertEquals(List.of(changes.get(i)), MutationFormat.read(bytes));
            hex.append(bytes.toHex()).append('\n');
            Outcome<ObjectState> outcome = model.apply(state, mutation(i, bytes));
            assertEquals(Optional.empty(), outcome.idle());
            state = outcome.after(state);
        }
        assertEquals(Vectors.BACK, hex.toString());
        assertEquals(
                Value.of(Map.of("l", Value.of(List.of(Value.of(true))), "s", Value.of(List.of(Value.of("t"))))),
                state.root().value());
    }

    /** Else somebody could take the names of what others have yet to write. */
    @Test
    void whatComesBackMustBeOlderThanTheChangeThatBringsItBack() {
        ElementId own = new Origin(POSITION, 0).element(0);
        SetElement element = ValueFormat.element(Value.of("t"));
        ListNode list = ListNode.EMPTY.push(own, Value.of(1)).orElseThrow();
        Node counter = new CounterNode(1, own);
        for (Node node : List.of(
                list, counter, SetNode.EMPTY.add(element, own, List.of()), MapNode.EMPTY.with(List.of("k"), list))) {
            assertEquals(
                    Outcome.ignored("what comes back has parts that were not there yet"),
                    model.apply(
                            model.empty(),
                            mutation(2, MutationFormat.write(List.of(new Change.PutBack(List.of("a"), node))))));
        }
        Change exchange = new Change.Exchange(List.of("a"), element, List.of(), List.of(own));
        assertEquals(
                Outcome.ignored("an adding that comes back was not there yet"),
                model.apply(
                        new ObjectState(MapNode.EMPTY.with(List.of("a"), SetNode.EMPTY)),
                        mutation(2, MutationFormat.write(List.of(exchange)))));
    }

    @Test
    void severalChangesAreOneStepOrNone() {
        Bytes both = MutationFormat.write(
                List.of(new Change.Set(List.of("a"), Value.of(1)), new Change.Set(List.of("b"), Value.of(2))));
        Outcome<ObjectState> outcome = model.apply(model.empty(), mutation(0, both));
        Value.MapValue expected = (Value.MapValue) Value.of(Map.of("a", Value.of(1), "b", Value.of(2)));
        assertEquals(
                expected,
                ((Outcome.Applied<ObjectState>) outcome).state().root().value());
        Bytes half = both.slice(0, both.size() - 1);
        assertEquals(
                Outcome.ignored("not an object mutation: bytes that are not protobuf"),
                model.apply(model.empty(), mutation(0, half)));
    }

    /** Each line: bytes of a mutation that means nothing, and why. */
    @ParameterizedTest
    @CsvSource({
        "'', 'a field is missing, misplaced or unknown'",
        "0a00, 'a field is missing, misplaced or unknown'",
        "0a020a00, 'a path with an empty key'",
        "0a030a0161, 'a change of no known kind'",
        "0a050a01611200, 'a value of no known kind'",
        "0a070a016112020800, 'a null that is false'",
        "0a070a01611202080100, 'bytes that are not protobuf'",
        "0a090a0161120208014a00, 'a field that does not belong here'",
        "0a070a016112026001, 'a value of no known kind'",
        "0a070a01611a020801, 'a field that does not belong here'",
        "0a080a01611203320180, 'bytes that are not protobuf'",
        "0a090a016112042a020a00, 'a decimal of more than 512 bytes, or of none'",
        "0a0e0a016112092a070a010110c0b802, 'a decimal whose scale is beyond 10000'",
        "0a0d0a016112084206108094ebdc03, 'a timestamp with a second or more of nanoseconds'",
        "0a120a0161120d420b08ffffffffffffffffff01, 'a timestamp beyond the time line'",
        "0a080a016112034a0100, 'a reference that is not 16 bytes'",
        "0a130a0161120e5a0c0a04120208010a0412020801, 'a map whose keys do not ascend'",
        "0a0a0a0161220532030a0161, 'a field is missing, misplaced or unknown'",
        "0a080a016142030a0100, 'an element''s name that is no position'",
        "0a050a01615200, 'a field is missing, misplaced or unknown'",
        "0a190a016152141a120a070a0162120208010a070a016112020801, 'a property that is not in canonical form'"
    })
    void malformedBytesAreIgnoredWithAReason(String hex, String reason) {
        Outcome<ObjectState> outcome = model.apply(model.empty(), mutation(0, Bytes.hex(hex)));
        assertEquals(Outcome.ignored("not an object mutation: " + reason), outcome);
    }

    @Test
    void everyNaNIsOne() throws MalformedException {
        Bytes odd = Bytes.hex("0a0e0a0161120921010000000000f87f");
        assertEquals(List.of(new Change.Set(List.of("a"), Value.of(Double.NaN))), MutationFormat.read(odd));
    }

    @Test
    void listsNestedBeyondTheLimitAreIgnoredBeforeTheyAreBuilt() {
        byte[] nested = {0x08, 0x01};
        while (nested.length < 20_000) {
            nested = lengthDelimited(0x52, lengthDelimited(0x0a, nested));
        }
        byte[] change = Bytes.concat(Bytes.hex("0a0161"), Bytes.owning(lengthDelimited(0x12, nested)))
                .toByteArray();
        Bytes mutation = Bytes.owning(lengthDelimited(0x0a, change));
        assertEquals(
                Outcome.ignored("not an object mutation: values nested more than 100 deep"),
                model.apply(model.empty(), mutation(0, mutation)));
    }

    @Test
    void aMutationHasAtMostSoManyChanges() {
        Bytes one = MutationFormat.write(List.of(new Change.Unset(List.of("a"))));
        Bytes[] parts = new Bytes[Limits.BATCH_OPERATIONS + 1];
        Arrays.fill(parts, one);
        Outcome<ObjectState> outcome = model.apply(model.empty(), mutation(0, Bytes.concat(parts)));
        assertEquals(Outcome.ignored("not an object mutation: more than 16384 changes"), outcome);
    }

    @Test
    void aRunThatGoesOnPastTheLastIndexIsRefused() {
        FeedKey feed = new FeedKey(Bytes.owning(new byte[FeedKey.SIZE]));
        Origin origin = new Origin(new Position(1, feed, 0), 0);
        ListNode list = ListNode.EMPTY
                .push(origin.element(Integer.MAX_VALUE), Value.of(1))
                .flatMap(one -> one.push(origin.element(Integer.MIN_VALUE), Value.of(2)))
                .orElseThrow();
        Bytes saved = model.codec().orElseThrow().save(new ObjectState(MapNode.EMPTY.with(List.of("a"), list)));
        assertThrows(
                IllegalArgumentException.class,
                () -> model.codec().orElseThrow().load(saved));
    }

    @Test
    void aSavedStateThatIsNotCanonicalIsRefused() {
        String plain = "0a070a016212020802";
        assertThrows(
                IllegalArgumentException.class,
                () -> model.codec().orElseThrow().load(Bytes.hex(plain)));
        String twice = "0a070a0161120208010a070a016112020801";
        assertThrows(
                IllegalArgumentException.class,
                () -> model.codec().orElseThrow().load(Bytes.hex(twice)));
        String descending = "0a070a0162120208010a070a016112020801";
        assertThrows(
                IllegalArgumentException.class,
                () -> model.codec().orElseThrow().load(Bytes.hex(descending)));
        assertEquals(
                1,
                model.codec()
                        .orElseThrow()
                        .load(Bytes.hex("0a070a016112020801"))
                        .root()
                        .children()
                        .size());
    }

    private static byte[] lengthDelimited(int tag, byte[] body) {
        byte[] head = {
            (byte) tag,
            (byte) ((body.length & 0x7f) | 0x80),
            (byte) ((body.length >>> 7 & 0x7f) | 0x80),
            (byte) (body.length >>> 14)
        };
        return Bytes.concat(Bytes.owning(head), Bytes.owning(body)).toByteArray();
    }

    private static List<Change> everyChange() {
        List<Change> changes = new ArrayList<>();
        Value everything = Value.of(everyValue());
        changes.add(new Change.Set(List.of("m", "list"), everything));
        changes.add(new Change.Unset(List.of("m", "nothing")));
        changes.add(new Change.Add(List.of("set"), ValueFormat.element(Value.of("t")), List.of(ELEMENT)));
        changes.add(new Change.Remove(List.of("set"), ValueFormat.element(Value.of("u")), List.of()));
        changes.add(new Change.Push(List.of("m", "list"), Value.of(-1)));
        changes.add(new Change.Insert(List.of("new"), null, Value.of("first")));
        changes.add(new Change.Insert(List.of("new"), ELEMENT, Value.of("nowhere")));
        changes.add(new Change.RemoveAt(List.of("m", "list"), new Origin(new Position(7, FEED, 0), 0).element(1)));
        return changes;
    }

    private static List<Value> everyValue() {
        return List.of(
                Value.NULL,
                Value.of(true),
                Value.of(-300),
                Value.of(-0.0),
                Value.of(0.1),
                Value.of(Double.NaN),
                Value.of(new BigDecimal("-1.00")),
                Value.of("é"),
                Value.of(Bytes.hex("00ff")),
                Value.of(Instant.ofEpochSecond(-1, 999_999_999)),
                Value.of(ItemId.ROOT),
                Value.of(List.of(Value.of(1), Value.of(List.of()))),
                Value.of(Map.of("", Value.NULL, "b", Value.of(Map.of()))));
    }

    private static Mutation mutation(int operation, Bytes data) {
        return new Mutation(new Position(7, FEED, operation), AUTHOR, 0, data);
    }
}
