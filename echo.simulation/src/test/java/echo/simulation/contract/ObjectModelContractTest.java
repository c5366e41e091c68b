package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.item.ObjectItem;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.model.object.ObjectModel;
import echo.model.object.ObjectState;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** P1, P3, P6, P7 for the object model: random commands of its handle. */
class ObjectModelContractTest extends ModelContract<ObjectState> {
    private static final List<String> PATHS =
            List.of("a", "b", "a.x", "a.y", "a.x.deep", "list", "set", "b.list", "b.set");

    @Override
    protected Model<ObjectState> model() {
        return new ObjectModel();
    }

    @Override
    protected Bytes mutation(ObjectState state, RandomGenerator random) {
        OneMutation editor = new OneMutation(state);
        ObjectItem item = model().handle(ObjectItem.class, editor).orElseThrow();
        Path path = Path.of(PATHS.get(random.nextInt(PATHS.size())));
        command(item, path, random);
        return editor.written;
    }

    private static void command(ObjectItem item, Path path, RandomGenerator random) {
        int size = item.elements(path).size();
        switch (random.nextInt(9)) {
            case 0 -> item.unset(path);
            case 1 -> item.add(path, element(random));
            case 2 -> item.remove(path, element(random));
            case 3 -> item.push(path, value(random, 2));
            case 4 -> item.insert(path, 0, value(random, 2));
            case 5 -> item.set(path, Value.of(List.of(Value.of(1), Value.of(2), Value.of(3))));
            case 6 -> {
                if (size > 0 && !path.toString().endsWith("set")) {
                    removeOrInsert(item, path, random.nextInt(size), random);
                } else {
                    item.push(path, element(random));
                }
            }
            case 7 -> count(item, path, random.nextInt(-9, 9));
            default -> item.set(path, value(random, 4));
        }
    }

    private static void count(ObjectItem item, Path path, int by) {
        try {
            item.increment(path, by);
        } catch (IllegalArgumentException noInteger) {
            item.set(path, Value.of(by));
        }
    }

    private static void removeOrInsert(ObjectItem item, Path path, int index, RandomGenerator random) {
        try {
            if (random.nextBoolean()) {
                item.removeAt(path, index);
            } else {
                item.insert(path, index + 1, value(random, 1));
            }
        } catch (IllegalArgumentException noList) {
            item.push(path, value(random, 1));
        }
    }

    private static Value element(RandomGenerator random) {
        return Value.of(random.nextInt(3));
    }

    private static Value value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> Value.of(random.nextLong() >> random.nextInt(64));
            case 3 -> Value.of(Double.longBitsToDouble(random.nextLong()));
            case 4 -> Value.of(new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(-99, 99)));
            case 5 -> Value.of("text " + (char) random.nextInt(0xd800));
            case 6 -> Value.of(Bytes.utf8("" + random.nextInt(9)));
            case 7 -> Value.of(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
            case 8 -> list(random, depth);
            default -> map(random, depth);
        };
    }

    private static Value list(RandomGenerator random, int depth) {
        List<Value> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(random, depth - 1));
        }
        return Value.of(elements);
    }

    private static Value map(RandomGenerator random, int depth) {
        TreeMap<String, Value> entries = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.put("key" + random.nextInt(5), value(random, depth - 1));
        }
        return Value.of(entries);
    }

    /** Catches what a handle writes. */
    private static final class OneMutation implements ItemEditor<ObjectState> {
        private final ObjectState state;
        private Bytes written = Bytes.EMPTY;

        OneMutation(ObjectState state) {
            this.state = state;
        }

        @Override
        public ObjectState state() {
            return state;
        }

        @Override
        public void mutate(Bytes data) {
            written = data;
        }
    }
}
