package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.item.ObjectItem;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.model.object.ObjectModel;
import echo.model.object.ObjectState;
import echo.model.object.format.MutationFormat;
import echo.model.object.format.ValueFormat;
import echo.model.object.state.Change;
import echo.model.object.state.ElementId;
import echo.model.object.state.ListNode;
import echo.model.object.state.MapNode;
import echo.model.object.state.Node;
import echo.model.object.state.SetElement;
import echo.model.object.state.SetNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** P1, P3, P6, P7 for the object model: random commands of its handle, and changes that bring back what was there. */
class ObjectModelContractTest extends ModelContract<ObjectState> {
    private static final List<String> PATHS =
            List.of("a", "b", "a.x", "a.y", "a.x.deep", "list", "set", "b.list", "b.set");

    @Override
    protected Model<ObjectState> model() {
        return new ObjectModel();
    }

    @Override
    protected Bytes mutation(ObjectState state, RandomGenerator random) {
        if (random.nextInt(4) == 0) {
            Optional<Change> back = comingBack(state.root(), random);
            if (back.isPresent()) {
                return MutationFormat.write(List.of(back.get()));
            }
        }
        OneMutation editor = new OneMutation(state);
        ObjectItem item = model().handle(ObjectItem.class, editor).orElseThrow();
        Path path = new Path(somePath(random));
        command(item, path, random);
        return editor.written;
    }

    /** What an undo writes, though not always where, or as, it would. */
    private static Optional<Change> comingBack(MapNode root, RandomGenerator random) {
        List<String> path = somePath(random);
        Optional<Node> node = root.find(path);
        if (node.isEmpty() || random.nextInt(3) == 0) {
            return node.map(it -> new Change.PutBack(somePath(random), it));
        }
        if (node.get() instanceof ListNode list && !list.slots().isEmpty()) {
            List<ElementId> slots = new ArrayList<>(list.slots().asMap().keySet());
            ElementId slot = slots.get(random.nextInt(slots.size()));
            return Optional.of(
                    random.nextBoolean()
                            ? new Change.RemoveAt(path, slot)
                            : new Change.Refill(path, slot, value(random, 1)));
        }
        if (node.get() instanceof SetNode set && !set.members().isEmpty()) {
            SetElement from = set.members().last().orElseThrow().getKey();
            List<ElementId> some = set.seen(from);
            SetElement to = ValueFormat.element(element(random));
            return Optional.of(
                    random.nextBoolean()
                            ? new Change.Exchange(path, from, some, List.of())
                            : new Change.Exchange(path, to, set.seen(to), some));
        }
        return Optional.empty();
    }

    private static List<String> somePath(RandomGenerator random) {
        return Path.of(PATHS.get(random.nextInt(PATHS.size()))).keys();
    }

    /** But for sets, lists and counters that came into being: what is taken back leaves them, empty or at 0. */
    @Override
    protected boolean isBackAt(ObjectState then, ObjectState now) {
        return isBackAt(then.root().value(), now.root().value());
    }

    private static boolean isBackAt(Value then, Value now) {
        if (!(then instanceof Value.MapValue was) || !(now instanceof Value.MapValue is)) {
            return then.equals(now);
        }
        return is.entries().keySet().containsAll(was.entries().keySet())
                && is.entries().entrySet().stream()
                        .allMatch(entry -> was.entries().containsKey(entry.getKey())
                                ? isBackAt(was.entries().get(entry.getKey()), entry.getValue())
                                : isRest(entry.getValue()));
    }

    private static boolean isRest(Value value) {
        return value instanceof Value.MapValue map
                ? !map.entries().isEmpty() && map.entries().values().stream().allMatch(ObjectModelContractTest::isRest)
                : value.equals(Value.of(List.of())) || value.equals(Value.of(0));
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
