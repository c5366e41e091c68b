package echo.simulation.query;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.query.Condition;
import echo.api.query.Query;
import echo.api.query.Step;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.query.ItemGraph;
import echo.pipeline.query.Row;
import echo.pipeline.query.Sorting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a query must find, as docs/queries.md says it and in no other way: tries every item, and follows every link, each time. */
final class PlainAnswer {
    // Slow and short on purpose. What it shares with the code that it checks: the records of items, conditions on one
    // property, and the order of a result.

    private final ItemGraph graph;
    private final Collection<PlainLink> links;

    /** That a link is there, as the operations say; its source need not be. */
    record PlainLink(ItemId from, String type, ItemReference to) {}

    PlainAnswer(ItemGraph graph, Collection<PlainLink> links) {
        this.graph = graph;
        this.links =
                links.stream().filter(link -> record(link.from()).isPresent()).toList();
    }

    List<ItemId> find(Query query) {
        Set<ItemId> found = new TreeSet<>();
        int last = query.stages().size() - 1;
        for (int stage = 0; stage <= last; stage++) {
            Set<ItemId> next = new TreeSet<>();
            for (Map.Entry<ItemId, ItemRecord> entry : graph.snapshot().records()) {
                ItemRecord item = entry.getValue();
                if (isReached(item, query.stages().get(stage).step(), found)
                        && holds(query.stages().get(stage).condition(), item)
                        && shows(query.deleted(), item, stage == last)) {
                    next.add(item.id());
                }
            }
            found = next;
        }
        List<Row> rows = new ArrayList<>();
        found.forEach(id -> rows.add(graph.item(id).orElseThrow()));
        return new Sorting(query.order())
                .sorted(rows).stream().map(Row::id).limit(query.page().limit()).toList();
    }

    private boolean isReached(ItemRecord item, Step step, Set<ItemId> from) {
        if (step instanceof Step.Links way) {
            return links.stream()
                    .filter(link ->
                            link.type().equals(way.type()) && link.to().party().isEmpty())
                    .anyMatch(link -> way.to() == Step.End.TARGETS
                            ? link.to().item().equals(item.id()) && from.contains(link.from())
                            : link.from().equals(item.id())
                                    && from.contains(link.to().item()));
        }
        return switch ((Step.Kin) step) {
            case ITEMS -> true;
            case CHILDREN -> from.contains(item.parent());
            case PARENTS ->
                from.stream()
                        .anyMatch(below -> record(below).orElseThrow().parent().equals(item.id()));
        };
    }

    private boolean holds(Condition condition, ItemRecord item) {
        if (condition instanceof Condition.All all) {
            return all.conditions().stream().allMatch(part -> holds(part, item));
        } else if (condition instanceof Condition.Any any) {
            return any.conditions().stream().anyMatch(part -> holds(part, item));
        } else if (condition instanceof Condition.Not not) {
            return !holds(not.condition(), item);
        } else if (condition instanceof Condition.Linked linked) {
            return links.stream().anyMatch(link -> isOne(link, linked, item.id()));
        }
        return graph.item(item.id()).orElseThrow().satisfies(condition);
    }

    private static boolean isOne(PlainLink link, Condition.Linked asked, ItemId item) {
        boolean out = asked.links().to() == Step.End.TARGETS;
        ItemReference near = out ? ItemReference.to(link.from()) : link.to();
        ItemReference far = out ? link.to() : ItemReference.to(link.from());
        return link.type().equals(asked.links().type())
                && near.equals(ItemReference.to(item))
                && asked.end().filter(end -> !end.equals(far)).isEmpty();
    }

    private boolean shows(Query.Deleted which, ItemRecord item, boolean last) {
        return switch (which) {
            case HIDDEN -> !isDeleted(item);
            case SHOWN -> true;
            case ONLY -> !last || isDeleted(item);
        };
    }

    private boolean isDeleted(ItemRecord item) {
        return item.deleted() || record(item.parent()).filter(this::isDeleted).isPresent();
    }

    private Optional<ItemRecord> record(ItemId id) {
        return graph.snapshot().records().get(id);
    }
}
