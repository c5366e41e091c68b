package echo.api.query;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.model.ModelId;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.api.value.ValueOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must hold for an item. A condition on a property holds for its value, or, where that is a list or set, for one of its
 * elements. It does not hold for an item that lacks the property; so {@code (!(age>=18))} holds for those too.
 *
 * <p>Immutable; any thread. Make conditions by {@link Property#property} and the methods of {@link Query}.
 */
public sealed interface Condition {
    /** Holds for every item. */
    static Condition always() {
        return new All(List.of());
    }

    /** Whether all of {@code conditions} hold; of none, always (RFC 4526). */
    record All(List<Condition> conditions) implements Condition {
        public All {
            conditions = List.copyOf(conditions);
        }
    }

    /** Whether one of {@code conditions} holds; of none, never (RFC 4526). */
    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    /** Whether {@code condition} does not hold. */
    record Not(Condition condition) implements Condition {}

    /** Whether the item is of {@code type}, in whatever version. */
    record OfType(String type) implements Condition {
        public OfType {
            if (!ModelId.isType(type)) {
                throw new IllegalArgumentException(
                        "'" + type + "' is not an item type; write a dotted name, as echo.object");
            }
        }
    }

    /** Whether it is this very item. */
    record Is(ItemId item) implements Condition {}

    /** Whether the item's parent is {@code parent}, which may be {@link ItemId#ROOT}. */
    record ChildOf(ItemId parent) implements Condition {}

    /** Whether the item lies somewhere below {@code ancestor}. */
    record Below(ItemId ancestor) implements Condition {}

    /**
     * Whether {@code links} lead from the item to {@code end}, or, without one, to anything. It speaks of the links alone: a
     * dangling one counts. One whose source does not exist is not there.
     *
     * @param end a source is an item of the party; a target may be of another, and only then the reference names a party
     */
    record Linked(Step.Links links, Optional<ItemReference> end) implements Condition {
        public Linked {
            if (links.to() == Step.End.SOURCES
                    && end.flatMap(ItemReference::party).isPresent()) {
                throw new IllegalArgumentException("a source is an item of the party itself, not " + end.get());
            }
        }
    }

    /** Whether the property at {@code path} stands to {@code value} as {@code how} says, and is of its kind. */
    record Compare(Path path, Comparison how, Value value) implements Condition {}

    /** Whether there is a property at {@code path}, be it null. */
    record Present(Path path) implements Condition {}

    /**
     * Whether the property is a text that begins with the first part, ends with the last, and has the others in between, in
     * order, none overlapping.
     *
     * @param parts at least two; empty ones match anywhere
     */
    record Like(Path path, List<String> parts) implements Condition {
        public Like {
            parts = List.copyOf(parts);
            parts.forEach(Value::of); // refuses what no text can have
            if (parts.size() < 2) {
                throw new IllegalArgumentException("a pattern has at least two parts, with a * between: " + parts);
            }
        }
    }

    /** How two values of one kind stand to one another ({@link ValueOrder}). */
    enum Comparison {
        EQUAL("="),
        LESS("<"),
        AT_MOST("<="),
        GREATER(">"),
        AT_LEAST(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** As it is written. */
        public String sign() {
            return sign;
        }

        /** Whether it holds of {@code one} and {@code two}; never of values of different kinds. */
        public boolean holds(Value one, Value two) {
            if (ValueOrder.Kind.of(one) != ValueOrder.Kind.of(two)) {
                return false;
            }
            int order = ValueOrder.compare(one, two);
            return switch (this) {
                case EQUAL -> order == 0;
                case LESS -> order < 0;
                case AT_MOST -> order <= 0;
                case GREATER -> order > 0;
                case AT_LEAST -> order >= 0;
            };
        }
    }

    /** Whether this and {@code other} hold. */
    default Condition and(Condition other) {
        if (equals(always())) {
            return other;
        }
        List<Condition> all = new ArrayList<>(this instanceof All mine ? mine.conditions() : List.of(this));
        all.addAll(other instanceof All theirs ? theirs.conditions() : List.of(other));
        return new All(all);
    }

    /** Whether this or {@code other} holds. */
    default Condition or(Condition other) {
        List<Condition> any = new ArrayList<>(this instanceof Any mine ? mine.conditions() : List.of(this));
        any.addAll(other instanceof Any theirs ? theirs.conditions() : List.of(other));
        return new Any(any);
    }

    /** Whether the item has a link of {@code type}, to whatever. */
    static Condition hasTarget(String type) {
        return new Linked(new Step.Links(Step.End.TARGETS, type), Optional.empty());
    }

    /** Whether the item has a link of {@code type} to {@code target}, which need not exist. */
    static Condition hasTarget(String type, ItemReference target) {
        return new Linked(new Step.Links(Step.End.TARGETS, type), Optional.of(target));
    }

    /** Whether the item has a link of {@code type} to {@code target}, which need not exist. */
    static Condition hasTarget(String type, ItemId target) {
        return hasTarget(type, ItemReference.to(target));
    }

    /** Whether an item has a link of {@code type} to this one. */
    static Condition hasSource(String type) {
        return new Linked(new Step.Links(Step.End.SOURCES, type), Optional.empty());
    }

    /** Whether {@code source} has a link of {@code type} to this one. */
    static Condition hasSource(String type, ItemId source) {
        return new Linked(new Step.Links(Step.End.SOURCES, type), Optional.of(ItemReference.to(source)));
    }

    /** Whether {@code condition} does not hold. */
    static Condition not(Condition condition) {
        return new Not(condition);
    }
}
