package echo.model.object.state;

import echo.api.model.PersistentMap;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A list whose elements keep their names, so that edits made apart agree. A removed element stays as an empty slot, for
 * inserts that were made after it elsewhere.
 *
 * @param slots each slot by name
 * @param first the slot at the beginning; null exactly if there are none
 * @param last the slot at the end; null exactly if there are none
 */
public record ListNode(
        PersistentMap<ElementId, Slot> slots,
        @Nullable ElementId first,
        @Nullable ElementId last) implements Node {
    // A replicated growable array (Roh et al., JPDC 2011) in a total order: "directly after" needs no further rule, and
    // every operation costs O(log n). Invariants: (1) following next from first visits every slot once and ends at
    // last.

    public static final ListNode EMPTY = new ListNode(PersistentMap.empty(), null, null);

    /**
     * A place in the list.
     *
     * @param value null when the element was removed
     * @param next the slot after this one; null for the last
     */
    public record Slot(@Nullable Value value, @Nullable ElementId next) {}

    static ListNode of(List<Value> elements, Origin origin) {
        ListNode list = EMPTY;
        for (int i = 0; i < elements.size(); i++) {
            list = list.push(origin.element(i), elements.get(i)).orElseThrow();
        }
        return list;
    }

    /** The list with one more slot at its end, empty if {@code value} is null; nothing if it has one of that name. */
    public Optional<ListNode> push(ElementId id, @Nullable Value value) {
        return insert(last, id, value);
    }

    /** The list with {@code value} directly after {@code anchor}, or first of all; nothing if it has no such slot. */
    public Optional<ListNode> insert(@Nullable ElementId anchor, ElementId id, @Nullable Value value) {
        if (slots.containsKey(id)) {
            return Optional.empty();
        }
        if (anchor == null) {
            return Optional.of(new ListNode(slots.with(id, new Slot(value, first)), id, last == null ? id : last));
        }
        Slot before = slots.get(anchor).orElse(null);
        if (before == null) {
            return Optional.empty();
        }
        var linked = slots.with(anchor, new Slot(before.value, id)).with(id, new Slot(value, before.next));
        return Optional.of(new ListNode(linked, first, anchor.equals(last) ? id : last));
    }

    /** The list with the slot {@code id} empty, if there is one that is not. */
    public Optional<ListNode> remove(ElementId id) {
        return slots.get(id)
                .filter(slot -> slot.value != null)
                .map(slot -> new ListNode(slots.with(id, new Slot(null, slot.next)), first, last));
    }

    /** The list with {@code value} in the slot {@code id}, if there is one that is empty. */
    public Optional<ListNode> refill(ElementId id, Value value) {
        return slots.get(id)
                .filter(slot -> slot.value == null)
                .map(slot -> new ListNode(slots.with(id, new Slot(value, slot.next)), first, last));
    }

    /** The element that people see at the slot {@code id}, if there is one. */
    public Optional<Value> element(ElementId id) {
        return slots.get(id).flatMap(slot -> Optional.ofNullable(slot.value));
    }

    /** Shows every slot in order: its name, and its value or null. */
    public void forEach(BiConsumer<ElementId, @Nullable Value> visitor) {
        ElementId id = first;
        while (id != null) {
            Slot slot = slots.get(id).orElseThrow();
            visitor.accept(id, slot.value);
            id = slot.next;
        }
    }

    /** The names of the elements that people see, in order. */
    public List<ElementId> visible() {
        List<ElementId> ids = new ArrayList<>();
        forEach((id, value) -> {
            if (value != null) {
                ids.add(id);
            }
        });
        return ids;
    }

    @Override
    public boolean isOlderThan(Origin origin) {
        return slots.last()
                .filter(slot -> slot.getKey().origin().compareTo(origin) >= 0)
                .isEmpty();
    }

    @Override
    public boolean isValue() {
        return slots.isEmpty();
    }

    @Override
    public boolean isRest() {
        return !slots.isEmpty() && visible().isEmpty();
    }

    @Override
    public Value.ListValue value() {
        List<Value> values = new ArrayList<>();
        forEach((id, value) -> {
            if (value != null) {
                values.add(value);
            }
        });
        return new Value.ListValue(values);
    }
}
