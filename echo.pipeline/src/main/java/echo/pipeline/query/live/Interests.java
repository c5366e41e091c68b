package echo.pipeline.query.live;

import echo.api.query.Condition;
import echo.api.query.Condition.Comparison;
import echo.api.query.Query;
import echo.api.query.Step;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.api.value.ValueOrder;
import echo.pipeline.query.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which queries an item may concern, without trying their conditions: each query is filed under values, or links, that an item
 * must have to be found in one of its stages, so that an item finds those queries by its own. Costs nothing for the others.
 *
 * <p>One thread at a time.
 *
 * @param <L> who asks the queries
 */
final class Interests<L> {
    // Invariant: an item that the query finds in a stage has, for one of the anchors of that stage, its value or link;
    // or the stage has no anchor and the query is in everything.

    private final Map<Attribute, TreeMap<Value, Set<L>>> files = new LinkedHashMap<>();
    private final LinkInterests<L> links = new LinkInterests<>();
    private final Set<L> everything = new LinkedHashSet<>();

    /** What a query may ask for, the most telling first. */
    private enum Of {
        ITEM,
        LINK,
        PROPERTY,
        PARENT,
        LINKS,
        TYPE
    }

    /** What of an item a value is; of a property, at {@code path}. */
    private record Attribute(Of of, Optional<Path> path) {
        List<Value> values(Row row) {
            return switch (of) {
                case ITEM -> List.of(Value.of(row.id().bytes()));
                case PROPERTY -> row.facets(path.orElseThrow());
                case PARENT -> List.of(Value.of(row.record().parent().bytes()));
                case TYPE -> List.of(Value.of(row.record().model().type()));
                case LINK, LINKS -> List.of(); // they are filed by themselves
            };
        }
    }

    /** What an item must have. */
    private sealed interface Anchor {
        Of of();
    }

    private record ValueAnchor(Attribute attribute, Value value) implements Anchor {
        @Override
        public Of of() {
            return attribute.of();
        }
    }

    private record LinkAnchor(Condition.Linked linked) implements Anchor {
        @Override
        public Of of() {
            return linked.end().isPresent() ? Of.LINK : Of.LINKS;
        }
    }

    void add(Query query, L listener) {
        for (Query.Stage stage : query.stages()) {
            List<Anchor> anchors = anchors(stage);
            if (anchors.isEmpty()) {
                everything.add(listener);
            }
            anchors.forEach(anchor -> file(anchor, listener));
        }
    }

    private void file(Anchor anchor, L listener) {
        if (anchor instanceof LinkAnchor link) {
            links.add(link.linked(), listener);
        } else if (anchor instanceof ValueAnchor value) {
            files.computeIfAbsent(value.attribute(), it -> new TreeMap<>(ValueOrder::compare))
                    .computeIfAbsent(value.value(), it -> new LinkedHashSet<>())
                    .add(listener);
        }
    }

    void remove(L listener) {
        everything.remove(listener);
        links.remove(listener);
        files.values().forEach(file -> {
            file.values().forEach(listeners -> listeners.remove(listener));
            file.values().removeIf(Set::isEmpty);
        });
        files.values().removeIf(Map::isEmpty);
    }

    /** Whom {@code one} may concern. */
    Collection<L> concerned(Affected one) {
        Set<L> none = new LinkedHashSet<>();
        Set<L> found = new LinkedHashSet<>(everything);
        one.was().ifPresent(row -> links.concerned(row, found));
        one.is().ifPresent(row -> links.concerned(row, found));
        for (Map.Entry<Attribute, TreeMap<Value, Set<L>>> file : files.entrySet()) {
            for (Optional<Row> row : List.of(one.was(), one.is())) {
                List<Value> values = row.map(file.getKey()::values).orElse(List.of());
                values.forEach(value -> found.addAll(file.getValue().getOrDefault(value, none)));
            }
        }
        return found;
    }

    /** Of its condition; else who is reached by links has one. */
    private static List<Anchor> anchors(Query.Stage stage) {
        List<Anchor> anchors = anchors(stage.condition());
        return anchors.isEmpty() && stage.step() instanceof Step.Links links
                ? List.of(new LinkAnchor(new Condition.Linked(links.reversed(), Optional.empty())))
                : anchors;
    }

    /** What an item must have one of, or nothing if {@code condition} asks for nothing that is filed. */
    private static List<Anchor> anchors(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.conditions().stream()
                    .map(Interests::anchors)
                    .filter(anchors -> !anchors.isEmpty())
                    .min(Comparator.comparing(anchors -> anchors.get(0).of()))
                    .orElse(List.of());
        } else if (condition instanceof Condition.Any any) {
            return anchorsOfEach(any);
        } else if (condition instanceof Condition.Is is) {
            return List.of(anchor(Of.ITEM, Optional.empty(), Value.of(is.item().bytes())));
        } else if (condition instanceof Condition.ChildOf child) {
            return List.of(
                    anchor(Of.PARENT, Optional.empty(), Value.of(child.parent().bytes())));
        } else if (condition instanceof Condition.OfType of) {
            return List.of(anchor(Of.TYPE, Optional.empty(), Value.of(of.type())));
        } else if (condition instanceof Condition.Linked linked) {
            return List.of(new LinkAnchor(linked));
        } else if (condition instanceof Condition.Compare compare && compare.how() == Comparison.EQUAL) {
            return List.of(anchor(Of.PROPERTY, Optional.of(compare.path()), compare.value()));
        }
        return List.of();
    }

    private static List<Anchor> anchorsOfEach(Condition.Any any) {
        List<Anchor> anchors = new ArrayList<>();
        for (Condition part : any.conditions()) {
            List<Anchor> more = anchors(part);
            if (more.isEmpty()) {
                return List.of();
            }
            anchors.addAll(more);
        }
        return anchors;
    }

    private static Anchor anchor(Of of, Optional<Path> path, Value value) {
        return new ValueAnchor(new Attribute(of, path), value);
    }
}
