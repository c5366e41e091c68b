package echo.model.object;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.item.ObjectItem;
import echo.api.value.Path;
import echo.api.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one user sees of an object item (DESIGN §6; PROOF, scenarios "Objects"). */
class ObjectItemTest {
    private final Replica replica = new Replica(1);
    private final ObjectItem item = replica.item();
    private final ObjectModel model = new ObjectModel();

    @Test
    void aNestedPropertyIsSeenInTheMapAboveIt() {
        item.set("foo.bar", Value.of(100));
        assertEquals(Optional.of(Value.of(Map.of("bar", Value.of(100)))), item.get("foo"));
        assertEquals(Optional.of(Value.of(100)), item.get("foo.bar"));
        assertEquals(Optional.empty(), item.get("foo.bar.baz"));
    }

    @Test
    void nullStaysAndUnsetRemoves() {
        item.set("a", Value.NULL);
        assertEquals(Optional.of(Value.NULL), item.get("a"));
        item.unset(Path.of("a"));
        assertEquals(Optional.empty(), item.get("a"));
    }

    @Test
    void unsetTakesOnePropertyAndLeavesItsSiblings() {
        item.set("user", Value.of(Map.of("name", Value.of("Ann"), "online", Value.of(true))));
        item.unset(Path.of("user.online"));
        assertEquals(Value.of(Map.of("user", Value.of(Map.of("name", Value.of("Ann"))))), item.properties());
    }

    @Test
    void settingAMapLeavesNothingElseThere() {
        item.set("user.name", Value.of("Ann"));
        item.set("user", Value.of(Map.of("online", Value.of(true))));
        assertEquals(Optional.empty(), item.get("user.name"));
        item.set("user.online.since", Value.of(1));
        assertEquals(Optional.of(Value.of(1)), item.get("user.online.since"));
    }

    @Test
    void aKeyMayContainADot() {
        item.set(Path.ofKeys("a.b"), Value.of(1));
        item.set("a.b", Value.of(2));
        assertEquals(Optional.of(Value.of(1)), item.get(Path.ofKeys("a.b")));
        assertEquals(Optional.of(Value.of(2)), item.get("a.b"));
    }

    @Test
    void everyValueComesBackExactlyAlsoFromASave() {
        List<Value> values = List.of(
                Value.of(0.1),
                Value.of(1e300),
                Value.of(-0.0),
                Value.of(0.0),
                Value.of(Double.MIN_VALUE),
                Value.of(Double.NaN),
                Value.of(Double.NEGATIVE_INFINITY),
                Value.of((1L << 53) + 1),
                Value.of(Long.MIN_VALUE),
                Value.of(new BigDecimal("1.0")),
                Value.of(new BigDecimal("1.00")),
                Value.of(new BigDecimal("-123456789012345678901234567890e-40")),
                Value.of("Grüße, 世界 \uD83D\uDE00 \0"),
                Value.of(""),
                Value.of(Bytes.EMPTY),
                Value.of(Bytes.hex("00ff")),
                Value.of(Instant.parse("2026-02-28T23:59:59.123456789Z")),
                Value.of(Instant.MIN),
                Value.of(Instant.MAX),
                Value.of(ItemId.ROOT),
                Value.of(false),
                Value.NULL,
                Value.of(List.of(Value.of(1), Value.of(List.of(Value.of(2), Value.of(List.of()))))),
                Value.of(List.of(Value.of(Map.of("", Value.of(1), "a.b", Value.NULL)))),
                Value.of(Map.of("", Value.of(Map.of()), "k", Value.of(List.of(Value.NULL)))));
        for (int i = 0; i < values.size(); i++) {
            item.set("v" + i, values.get(i));
        }
        ObjectState loaded = model.codec().orElseThrow().load(replica.saved());
        assertEquals(replica.state(), loaded);
        for (int i = 0; i < values.size(); i++) {
            assertEquals(Optional.of(values.get(i)), item.get("v" + i));
            assertEquals(
                    values.get(i),
                    loaded.root().find(List.of("v" + i)).orElseThrow().value());
        }
    }

    @Test
    void aSetHoldsAnElementOnceInTheOrderOfItsBytes() {
        Path tags = Path.of("tags");
        item.add(tags, Value.of("b"));
        item.add(tags, Value.of("a"));
        item.add(tags, Value.of("b"));
        assertEquals(List.of(Value.of("a"), Value.of("b")), item.elements(tags));
        item.remove(tags, Value.of("b"));
        assertEquals(List.of(Value.of("a")), item.elements(tags));
        assertEquals(Optional.of(Value.of(List.of(Value.of("a")))), item.get(tags));
    }

    @Test
    void aListIsEditedByIndex() {
        Path list = Path.of("list");
        item.set(list, numbers(1, 2, 3));
        item.insert(list, 0, Value.of(0));
        item.insert(list, 4, Value.of(5));
        item.insert(list, 4, Value.of(4));
        item.removeAt(list, 1);
        item.push(list, Value.of(6));
        assertEquals(Optional.of(numbers(0, 2, 3, 4, 5, 6)), item.get(list));
        item.insert(Path.of("new"), 0, Value.of(1));
        assertEquals(List.of(Value.of(1)), item.elements(Path.of("new")));
    }

    @Test
    void aWrongArgumentIsNamedBeforeAnythingIsWritten() {
        item.set("list", numbers(1, 2));
        assertRefused("index 3", () -> item.insert(Path.of("list"), 3, Value.of(1)));
        assertRefused("index 2", () -> item.removeAt(Path.of("list"), 2));
        assertRefused("index -1", () -> item.removeAt(Path.of("list"), -1));
        assertRefused("unpaired surrogate", () -> item.set(Path.ofKeys("\uD800"), Value.of(1)));
        assertRefused("unpaired surrogate", () -> item.set("a", Value.of(Map.of("\uDC00", Value.of(1)))));
        assertRefused("scale", () -> item.set("a", Value.of(new BigDecimal("1e1000000000"))));
        assertRefused("decimal", () -> item.set("a", Value.of(new BigDecimal(BigInteger.ONE.shiftLeft(4096)))));
        assertRefused("bytes", () -> item.set("a", Value.of("x".repeat(Limits.BLOCK_BYTES))));
        assertRefused("deep", () -> item.set("a", nested(100_000)));
        assertRefused("deep", () -> item.add(Path.of("a"), nested(100_000)));
        assertRefused("deep", () -> item.set("a", nested(Limits.DEPTH)));
        assertEquals(Value.of(Map.of("list", numbers(1, 2))), item.properties());
    }

    @Test
    void valuesNestAsDeepAsTheLimitSays() {
        item.set("a", nested(Limits.DEPTH - 1));
        assertEquals(Optional.of(nested(Limits.DEPTH - 1)), item.get("a"));
        item.push(Path.of("b.c"), nested(Limits.DEPTH - 3));
        Path deepest = new Path(Collections.nCopies(Limits.DEPTH, "k"));
        item.set(deepest, Value.of(1));
        assertEquals(replica.state(), model.codec().orElseThrow().load(replica.saved()));
        assertRefused("deep", () -> item.push(deepest, Value.of(1)));
    }

    static Value numbers(long... numbers) {
        return Value.of(Arrays.stream(numbers).mapToObj(Value::of).toList());
    }

    private static Value nested(int depth) {
        Value value = Value.of(1);
        for (int i = 0; i < depth; i++) {
            value = Value.of(List.of(value));
        }
        return value;
    }

    private static void assertRefused(String part, Runnable command) {
        String message =
                assertThrows(IllegalArgumentException.class, command::run).toString();
        assertEquals(part, message.contains(part) ? part : message);
    }
}
