package echo.pipeline.query;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.query.Condition;
import echo.api.query.Step;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.codec.Slot;
import echo.pipeline.items.ItemRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An item as a query sees it: whether a condition holds for it, and what it is sorted by. Immutable, but that it remembers its
 * properties once they were asked for; one thread at a time.
 */
public final class Row {
    private final ItemGraph graph;
    private final ItemRecord record;
    private Value.@Nullable MapValue properties;

    Row(ItemGraph graph, ItemRecord record) {
        this.graph = graph;
        this.record = record;
    }

    public ItemRecord record() {
        return record;
    }

    public ItemId id() {
        return record.id();
    }

    Slot slot() {
        return record.slot();
    }

    /** Whether the item, or one above it, is deleted. */
    public boolean deleted() {
        boolean alone = record.parent().equals(ItemId.ROOT);
        return alone ? record.deleted() : graph.snapshot().isDeleted(record);
    }

    public Optional<Row> parent() {
        return graph.item(record.parent());
    }

    public List<Row> children() {
        return graph.children(record.id());
    }

    /** The items at the other ends of its {@code links}, each once. */
    public Stream<Row> linked(Step.Links links) {
        return graph.linked(reference(), links);
    }

    /** The other ends of its {@code links}, ascending: targets need not exist, or may be another party's. */
    public Stream<ItemReference> ends(Step.Links links) {
        return graph.ends(reference(), links);
    }

    /** As many as there are {@link #ends}, or some more, without a look at each. */
    public int countEnds(Step.Links links) {
        return graph.countEnds(reference(), links);
    }

    private ItemReference reference() {
        return ItemReference.to(record.id());
    }

    /** The property at {@code path}. */
    public Optional<Value> at(Path path) {
        Value.MapValue known = properties;
        if (known == null) {
            known = record.state().properties();
            properties = known;
        }
        return Properties.at(known, path);
    }

    public boolean satisfies(Condition condition) {
        if (condition instanceof Condition.All all) {
            return satisfiesAll(all.conditions());
        } else if (condition instanceof Condition.Any any) {
            return any.conditions().stream().anyMatch(this::satisfies);
        } else if (condition instanceof Condition.Not not) {
            return !satisfies(not.condition());
        } else if (condition instanceof Condition.OfType of) {
            return record.model().type().equals(of.type());
        } else if (condition instanceof Condition.Is is) {
            return record.id().equals(is.item());
        } else if (condition instanceof Condition.ChildOf child) {
            return record.parent().equals(child.parent());
        } else if (condition instanceof Condition.Below below) {
            return isBelow(below.ancestor());
        } else if (condition instanceof Condition.Linked linked) {
            return isLinked(linked);
        }
        return propertySatisfies(condition);
    }

    private boolean satisfiesAll(List<Condition> conditions) {
        for (Condition condition : conditions) {
            if (!satisfies(condition)) {
                return false;
            }
        }
        return true;
    }

    private boolean compares(Condition.Compare compare) {
        for (Value value : facets(compare.path())) {
            if (compare.how().holds(value, compare.value())) {
                return true;
            }
        }
        return false;
    }

    private boolean propertySatisfies(Condition condition) {
        if (condition instanceof Condition.Compare compare) {
            return compares(compare);
        } else if (condition instanceof Condition.Like like) {
            return facets(like.path()).stream()
                    .anyMatch(value -> value instanceof Value.Text text && isLike(text.value(), like.parts()));
        }
        return condition instanceof Condition.Present present
                && at(present.path()).isPresent();
    }

    /** The values at {@code path} that a condition on it may hold for: the property, and the elements of a list. */
    public List<Value> facets(Path path) {
        return at(path).map(Properties::facets).orElse(List.of());
    }

    private boolean isBelow(ItemId ancestor) {
        if (ancestor.equals(ItemId.ROOT)) {
            return true;
        }
        Optional<Row> above = parent();
        while (above.isPresent()) {
            if (above.get().id().equals(ancestor)) {
                return true;
            }
            above = above.get().parent();
        }
        return false;
    }

    private boolean isLinked(Condition.Linked linked) {
        return linked.end()
                .map(end -> graph.areLinked(record.id(), linked.links(), end))
                .orElseGet(() -> ends(linked.links()).findFirst().isPresent());
    }

    /** Takes each part where it first stands: if any choice of places fits, that one does. */
    private static boolean isLike(String text, List<String> parts) {
        String last = parts.get(parts.size() - 1);
        if (!text.startsWith(parts.get(0))) {
            return false;
        }
        int at = parts.get(0).length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = text.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return text.length() - last.length() >= at && text.endsWith(last);
    }
}
