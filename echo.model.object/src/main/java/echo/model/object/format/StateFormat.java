package echo.model.object.format;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.model.PersistentMap;
import echo.api.value.Value;
import echo.model.object.proto.CounterProto;
import echo.model.object.proto.MemberProto;
import echo.model.object.proto.PropertiesProto;
import echo.model.object.proto.PropertyProto;
import echo.model.object.proto.RunProto;
import echo.model.object.proto.SequenceProto;
import echo.model.object.proto.SetProto;
import echo.model.object.proto.SlotProto;
import echo.model.object.state.CounterNode;
import echo.model.object.state.ElementId;
import echo.model.object.state.ListNode;
import echo.model.object.state.MapNode;
import echo.model.object.state.Node;
import echo.model.object.state.PlainNode;
import echo.model.object.state.SetElement;
import echo.model.object.state.SetNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Saved states: equal trees, equal bytes. See docs/format.md, "Object model". */
public final class StateFormat {
    private StateFormat() {}

    /** The canonical bytes of {@code root}. */
    public static Bytes write(MapNode root) {
        return Bytes.owning(properties(root).toByteArray());
    }

    /**
     * The tree whose {@link #write} gave {@code saved}.
     *
     * @throws IllegalArgumentException if no tree did
     */
    public static MapNode read(Bytes saved) {
        MapNode root;
        try {
            FieldReader in = new FieldReader(saved);
            root = properties(in, Limits.DEPTH);
            in.requireEnd();
        } catch (IOException e) {
            throw new IllegalArgumentException("not a saved object: " + e.getMessage(), e);
        }
        if (!write(root).equals(saved)) {
            throw new IllegalArgumentException("not a saved object: not in canonical form");
        }
        return root;
    }

    /** The node that {@link #property} wrote without a key, below which at most {@code room} levels may lie. */
    static Node node(Bytes property, int room) throws IOException {
        FieldReader in = new FieldReader(property);
        Node node = node(in, room);
        in.requireEnd();
        if (!Bytes.owning(property("", node).toByteArray()).equals(property)) {
            throw new MalformedException("a property that is not in canonical form");
        }
        return node;
    }

    private static PropertiesProto properties(MapNode map) {
        PropertiesProto.Builder proto = PropertiesProto.newBuilder();
        for (Map.Entry<String, Node> child : map.children()) {
            proto.addProperties(property(child.getKey(), child.getValue()));
        }
        return proto.build();
    }

    static PropertyProto property(String key, Node node) {
        PropertyProto.Builder proto = PropertyProto.newBuilder().setKey(key);
        if (node instanceof PlainNode plain) {
            proto.setPlain(ValueFormat.write(plain.value()));
        } else if (node instanceof CounterNode counter) {
            proto.setCounter(CounterProto.newBuilder()
                    .setCount(counter.count())
                    .setStart(ElementIdFormat.write(counter.start())));
        } else if (node instanceof MapNode map) {
            proto.setMap(properties(map));
        } else if (node instanceof SetNode set) {
            proto.setSet(members(set));
        } else if (node instanceof ListNode list) {
            proto.setList(runs(list));
        }
        return proto.build();
    }

    private static SetProto members(SetNode set) {
        SetProto.Builder proto = SetProto.newBuilder();
        for (Map.Entry<SetElement, PersistentMap<ElementId, ElementId>> member : set.members()) {
            MemberProto.Builder written = MemberProto.newBuilder()
                    .setElement(ValueFormat.write(member.getKey().value()));
            member.getValue().forEach(adding -> written.addAdded(ElementIdFormat.write(adding.getKey())));
            proto.addMembers(written);
        }
        return proto.build();
    }

    private static SequenceProto runs(ListNode list) {
        Runs runs = new Runs();
        list.forEach(runs::slot);
        return runs.proto.build();
    }

    private static MapNode properties(FieldReader in, int room) throws IOException {
        PersistentMap<String, Node> children = PersistentMap.empty();
        while (!in.atEnd()) {
            int outer = in.enter(PropertiesProto.PROPERTIES_FIELD_NUMBER);
            String key = Keys.shared(ValueReader.key(in, PropertyProto.KEY_FIELD_NUMBER));
            children = children.with(key, node(in, room - 1));
            in.leave(outer);
        }
        return new MapNode(children);
    }

    /** A property's node, below which at most {@code room} levels may lie. */
    private static Node node(FieldReader in, int room) throws IOException {
        int kind = in.field();
        if (kind == PropertyProto.PLAIN_FIELD_NUMBER) {
            return PlainNode.of(ValueReader.read(in, kind, 0));
        }
        if (kind == PropertyProto.COUNTER_FIELD_NUMBER) {
            return counter(in);
        }
        if (room < 1) {
            throw new MalformedException("properties nested more than " + Limits.DEPTH + " deep");
        }
        int outer = in.enter(kind);
        Node node = switch (kind) {
            case PropertyProto.MAP_FIELD_NUMBER -> properties(in, room);
            case PropertyProto.SET_FIELD_NUMBER -> members(in, room - 1);
            case PropertyProto.LIST_FIELD_NUMBER -> runs(in, room - 1);
            default -> throw new MalformedException("a property of no known kind");
        };
        in.leave(outer);
        return node;
    }

    private static CounterNode counter(FieldReader in) throws IOException {
        int outer = in.enter(PropertyProto.COUNTER_FIELD_NUMBER);
        long count = in.optionalSint64(CounterProto.COUNT_FIELD_NUMBER);
        ElementId start = ElementIdFormat.read(in, CounterProto.START_FIELD_NUMBER);
        in.leave(outer);
        return new CounterNode(count, start);
    }

    private static SetNode members(FieldReader in, int room) throws IOException {
        PersistentMap<SetElement, PersistentMap<ElementId, ElementId>> members = PersistentMap.empty();
        while (!in.atEnd()) {
            int outer = in.enter(SetProto.MEMBERS_FIELD_NUMBER);
            Value element = ValueReader.read(in, MemberProto.ELEMENT_FIELD_NUMBER, room);
            PersistentMap<ElementId, ElementId> added = PersistentMap.empty();
            for (ElementId adding : ElementIdFormat.readAll(in, MemberProto.ADDED_FIELD_NUMBER)) {
                added = added.with(adding, adding);
            }
            if (added.isEmpty()) {
                throw new MalformedException("a set's element that nobody added");
            }
            members = members.with(ValueFormat.element(element), added);
            in.leave(outer);
        }
        return new SetNode(members);
    }

    private static ListNode runs(FieldReader in, int room) throws IOException {
        ListNode list = ListNode.EMPTY;
        while (!in.atEnd()) {
            int outer = in.enter(SequenceProto.RUNS_FIELD_NUMBER);
            ElementId first = ElementIdFormat.read(in, RunProto.FIRST_FIELD_NUMBER);
            for (int i = 0; !in.atEnd(); i++) {
                if (first.index() > Integer.MAX_VALUE - i) {
                    throw new MalformedException("a run that goes on past the last index");
                }
                int run = in.enter(RunProto.SLOTS_FIELD_NUMBER);
                Value value = in.atEnd() ? null : ValueReader.read(in, SlotProto.VALUE_FIELD_NUMBER, room);
                list = append(list, first.origin().element(first.index() + i), value);
                in.leave(run);
            }
            in.leave(outer);
        }
        return list;
    }

    private static ListNode append(ListNode list, ElementId id, @Nullable Value value) throws IOException {
        Optional<ListNode> longer = list.push(id, value);
        if (longer.isEmpty()) {
            throw new MalformedException("a list that has an element twice");
        }
        return longer.get();
    }

    /** Gathers slots into runs as long as possible. */
    private static final class Runs {
        final SequenceProto.Builder proto = SequenceProto.newBuilder();
        private @Nullable ElementId last;
        private RunProto.@Nullable Builder run;

        void slot(ElementId id, @Nullable Value value) {
            if (run == null || last == null || !id.follows(last)) {
                run = proto.addRunsBuilder().setFirst(ElementIdFormat.write(id));
            }
            SlotProto.Builder slot = run.addSlotsBuilder();
            if (value != null) {
                slot.setValue(ValueFormat.write(value));
            }
            last = id;
        }
    }
}
