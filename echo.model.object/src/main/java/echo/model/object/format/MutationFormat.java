package echo.model.object.format;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.value.Value;
import echo.model.object.proto.ChangeProto;
import echo.model.object.proto.ExchangeProto;
import echo.model.object.proto.InsertProto;
import echo.model.object.proto.MutationProto;
import echo.model.object.proto.RefillProto;
import echo.model.object.proto.SetChangeProto;
import echo.model.object.proto.UnsetProto;
import echo.model.object.proto.ValueProto;
import echo.model.object.state.Change;
import echo.model.object.state.ElementId;
import echo.model.object.state.SetElement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Mutations: changes that are applied together. See docs/format.md, "Object model". */
public final class MutationFormat {
    private MutationFormat() {}

    /**
     * The bytes of {@code changes}.
     *
     * @throws IllegalArgumentException if a peer would not read the same from them, saying why: a limit, or text that has no UTF-8 form
     */
    public static Bytes write(List<Change> changes) {
        MutationProto.Builder mutation = MutationProto.newBuilder();
        changes.forEach(change -> mutation.addChanges(write(change)));
        Bytes bytes = Bytes.owning(mutation.build().toByteArray());
        try {
            if (!read(bytes).equals(changes)) {
                throw new IllegalArgumentException("a key has an unpaired surrogate");
            }
        } catch (MalformedException e) {
            throw new IllegalArgumentException("cannot be written: " + e.getMessage(), e);
        }
        return bytes;
    }

    /** The changes in {@code bytes}, at least one. */
    public static List<Change> read(Bytes bytes) throws MalformedException {
        if (bytes.size() > Limits.BLOCK_BYTES) {
            throw new MalformedException("a mutation of more than " + Limits.BLOCK_BYTES + " bytes");
        }
        try {
            return changes(new FieldReader(bytes));
        } catch (MalformedException e) {
            throw e;
        } catch (IOException e) {
            throw new MalformedException("bytes that are not protobuf");
        }
    }

    private static List<Change> changes(FieldReader in) throws IOException {
        Change first = change(in);
        if (in.atEnd()) {
            return List.of(first);
        }
        List<Change> changes = new ArrayList<>();
        changes.add(first);
        while (!in.atEnd()) {
            if (changes.size() == Limits.BATCH_OPERATIONS) {
                throw new MalformedException("more than " + Limits.BATCH_OPERATIONS + " changes");
            }
            changes.add(change(in));
        }
        return changes;
    }

    private static Change change(FieldReader in) throws IOException {
        int outer = in.enter(MutationProto.CHANGES_FIELD_NUMBER);
        List<String> path = path(in);
        int kind = in.field();
        int room = Limits.DEPTH - path.size();
        Change change = switch (kind) {
            case ChangeProto.SET_FIELD_NUMBER -> new Change.Set(path, ValueReader.read(in, kind, room));
            case ChangeProto.UNSET_FIELD_NUMBER -> unset(in, path);
            case ChangeProto.ADD_FIELD_NUMBER -> setChange(in, kind, path);
            case ChangeProto.REMOVE_FIELD_NUMBER -> setChange(in, kind, path);
            case ChangeProto.PUSH_FIELD_NUMBER -> new Change.Push(path, element(in, kind, path));
            case ChangeProto.INSERT_FIELD_NUMBER -> insert(in, path);
            case ChangeProto.REMOVE_AT_FIELD_NUMBER -> new Change.RemoveAt(path, ElementIdFormat.read(in, kind));
            case ChangeProto.INCREMENT_FIELD_NUMBER -> new Change.Increment(path, in.sint64(kind));
            case ChangeProto.PUT_BACK_FIELD_NUMBER -> new Change.PutBack(path, StateFormat.node(in.bytes(kind), room));
            case ChangeProto.REFILL_FIELD_NUMBER -> refill(in, path);
            case ChangeProto.EXCHANGE_FIELD_NUMBER -> exchange(in, path);
            default -> throw new MalformedException("a change of no known kind");
        };
        in.leave(outer);
        return change;
    }

    private static List<String> path(FieldReader in) throws IOException {
        String first = key(in);
        if (!in.at(ChangeProto.PATH_FIELD_NUMBER)) {
            return List.of(first);
        }
        List<String> path = new ArrayList<>();
        path.add(first);
        while (in.at(ChangeProto.PATH_FIELD_NUMBER)) {
            if (path.size() == Limits.DEPTH) {
                throw new MalformedException("a path of more than " + Limits.DEPTH + " keys");
            }
            path.add(key(in));
        }
        return path;
    }

    private static String key(FieldReader in) throws IOException {
        String key = in.text(ChangeProto.PATH_FIELD_NUMBER);
        if (key.isEmpty()) {
            throw new MalformedException("a path with an empty key");
        }
        return Keys.shared(key);
    }

    private static Change unset(FieldReader in, List<String> path) throws IOException {
        in.leave(in.enter(ChangeProto.UNSET_FIELD_NUMBER));
        return new Change.Unset(path);
    }

    private static Change setChange(FieldReader in, int kind, List<String> path) throws IOException {
        int outer = in.enter(kind);
        SetElement element = ValueFormat.element(element(in, SetChangeProto.ELEMENT_FIELD_NUMBER, path));
        List<ElementId> seen = ElementIdFormat.readAll(in, SetChangeProto.SEEN_FIELD_NUMBER);
        in.leave(outer);
        return kind == ChangeProto.ADD_FIELD_NUMBER
                ? new Change.Add(path, element, seen)
                : new Change.Remove(path, element, seen);
    }

    private static Change insert(FieldReader in, List<String> path) throws IOException {
        int outer = in.enter(ChangeProto.INSERT_FIELD_NUMBER);
        ElementId after =
                in.at(InsertProto.AFTER_FIELD_NUMBER) ? ElementIdFormat.read(in, InsertProto.AFTER_FIELD_NUMBER) : null;
        Value element = element(in, InsertProto.ELEMENT_FIELD_NUMBER, path);
        in.leave(outer);
        return new Change.Insert(path, after, element);
    }

    private static Change refill(FieldReader in, List<String> path) throws IOException {
        int outer = in.enter(ChangeProto.REFILL_FIELD_NUMBER);
        ElementId slot = ElementIdFormat.read(in, RefillProto.SLOT_FIELD_NUMBER);
        Value element = element(in, RefillProto.ELEMENT_FIELD_NUMBER, path);
        in.leave(outer);
        return new Change.Refill(path, slot, element);
    }

    private static Change exchange(FieldReader in, List<String> path) throws IOException {
        int outer = in.enter(ChangeProto.EXCHANGE_FIELD_NUMBER);
        SetElement element = ValueFormat.element(element(in, ExchangeProto.ELEMENT_FIELD_NUMBER, path));
        List<ElementId> gone = ElementIdFormat.readAll(in, ExchangeProto.GONE_FIELD_NUMBER);
        List<ElementId> back = ElementIdFormat.readAll(in, ExchangeProto.BACK_FIELD_NUMBER);
        in.leave(outer);
        return new Change.Exchange(path, element, gone, back);
    }

    /** An element of the set or list at {@code path}, which is one level itself. */
    private static Value element(FieldReader in, int field, List<String> path) throws IOException {
        int room = Limits.DEPTH - path.size() - 1;
        if (room < 0) {
            throw new MalformedException("values nested more than " + Limits.DEPTH + " deep");
        }
        return ValueReader.read(in, field, room);
    }

    private static ChangeProto write(Change change) {
        ChangeProto.Builder proto = ChangeProto.newBuilder().addAllPath(change.path());
        if (change instanceof Change.Set set) {
            proto.setSet(value(set.value()));
        } else if (change instanceof Change.Unset) {
            proto.setUnset(UnsetProto.getDefaultInstance());
        } else if (change instanceof Change.Add add) {
            proto.setAdd(setChange(add.element(), add.seen()));
        } else if (change instanceof Change.Remove remove) {
            proto.setRemove(setChange(remove.element(), remove.seen()));
        } else if (change instanceof Change.Push push) {
            proto.setPush(value(push.element()));
        } else if (change instanceof Change.Insert insert) {
            proto.setInsert(insert(insert));
        } else if (change instanceof Change.RemoveAt remove) {
            proto.setRemoveAt(ElementIdFormat.write(remove.element()));
        } else if (change instanceof Change.Increment increment) {
            proto.setIncrement(increment.by());
        } else if (change instanceof Change.PutBack back) {
            proto.setPutBack(StateFormat.property("", back.node()));
        } else if (change instanceof Change.Refill refill) {
            proto.setRefill(RefillProto.newBuilder()
                    .setSlot(ElementIdFormat.write(refill.element()))
                    .setElement(value(refill.value())));
        } else if (change instanceof Change.Exchange exchange) {
            proto.setExchange(exchange(exchange));
        }
        return proto.build();
    }

    private static SetChangeProto setChange(SetElement element, List<ElementId> seen) {
        SetChangeProto.Builder proto = SetChangeProto.newBuilder().setElement(value(element.value()));
        seen.forEach(adding -> proto.addSeen(ElementIdFormat.write(adding)));
        return proto.build();
    }

    private static ExchangeProto exchange(Change.Exchange exchange) {
        ExchangeProto.Builder proto =
                ExchangeProto.newBuilder().setElement(value(exchange.element().value()));
        exchange.gone().forEach(adding -> proto.addGone(ElementIdFormat.write(adding)));
        exchange.back().forEach(adding -> proto.addBack(ElementIdFormat.write(adding)));
        return proto.build();
    }

    private static InsertProto insert(Change.Insert insert) {
        InsertProto.Builder proto = InsertProto.newBuilder().setElement(value(insert.element()));
        if (insert.after() != null) {
            proto.setAfter(ElementIdFormat.write(insert.after()));
        }
        return proto.build();
    }

    private static ValueProto value(Value value) {
        ValueFormat.requireDepth(value);
        return ValueFormat.write(value);
    }
}
