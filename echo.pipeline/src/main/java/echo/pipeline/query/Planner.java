package echo.pipeline.query;

import echo.api.ItemId;
import echo.api.query.Condition;
import echo.api.query.Condition.Comparison;
import echo.api.query.Order;
import echo.api.query.Step;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.api.value.ValueOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses where a query takes its candidates from: of all that holds what the condition wants, the one with the fewest. Conditions
 * are tried on every candidate afterwards, so a plan decides what a query costs and never what it finds.
 *
 * <p>One thread at a time.
 */
final class Planner {
    private final ItemGraph graph;

    Planner(ItemGraph graph) {
        this.graph = graph;
    }

    /** Candidates for {@code condition}. Where it names a type alone, by the index that is in {@code order}, if there is one. */
    Access plan(Condition condition, List<Order> order) {
        Access best = best(condition, Optional.empty()).orElse(new Access.Scan(graph));
        if (best instanceof Access.Range range
                && range.span().equals(range.index().whole())
                && order.size() == 1) {
            return index(range.index().by().type(), order.get(0).path())
                    .<Access>map(index -> new Access.Range(graph, index, index.whole()))
                    .orElse(best);
        }
        return best;
    }

    /** The fewest candidates that are not all, among items of {@code type} if it is given. */
    private Optional<Access> best(Condition condition, Optional<String> type) {
        if (condition instanceof Condition.All all) {
            return bestOf(all, type);
        } else if (condition instanceof Condition.Any any) {
            return union(any, type);
        } else if (condition instanceof Condition.OfType of) {
            return graph.indexes(of.type()).stream()
                    .min(Comparator.comparingInt(index -> index.entries().size()))
                    .map(index -> new Access.Range(graph, index, index.whole()));
        } else if (condition instanceof Condition.Is is) {
            return Optional.of(new Access.Only(graph, is.item()));
        } else if (condition instanceof Condition.ChildOf child) {
            return Optional.of(new Access.Children(graph, child.parent()));
        } else if (condition instanceof Condition.Below below) {
            boolean all = below.ancestor().equals(ItemId.ROOT);
            return all ? Optional.empty() : Optional.of(new Access.Descendants(graph, below.ancestor()));
        } else if (condition instanceof Condition.Linked linked) {
            Step.Links back = linked.links().reversed();
            return linked.end().map(end -> new Access.Linked(graph, end, back));
        }
        return type.flatMap(known -> range(condition, known));
    }

    private Optional<Access> bestOf(Condition.All all, Optional<String> inherited) {
        Optional<String> type = all.conditions().stream()
                .filter(Condition.OfType.class::isInstance)
                .map(part -> ((Condition.OfType) part).type())
                .findFirst()
                .or(() -> inherited);
        return all.conditions().stream()
                .flatMap(part -> best(part, type).stream())
                .min(Comparator.comparingInt(Access::estimate));
    }

    private Optional<Access> union(Condition.Any any, Optional<String> type) {
        List<Access> parts = new ArrayList<>();
        for (Condition part : any.conditions()) {
            Optional<Access> access = best(part, type);
            if (access.isEmpty()) {
                return Optional.empty();
            }
            parts.add(access.get());
        }
        return Optional.of(new Access.Union(parts));
    }

    private Optional<Access> range(Condition condition, String type) {
        if (condition instanceof Condition.Compare compare) {
            return index(type, compare.path())
                    .map(index -> new Access.Range(graph, index, span(compare.how(), compare.value())));
        } else if (condition instanceof Condition.Like like) {
            return index(type, like.path())
                    .map(index ->
                            new Access.Range(graph, index, span(like.parts().get(0))));
        } else if (condition instanceof Condition.Present present) {
            return index(type, present.path())
                    .map(index -> new Access.Range(
                            graph, index, new Index.Span(Index.Entry.after((Value) null), Optional.empty())));
        }
        return Optional.empty();
    }

    private Optional<Index> index(String type, Path path) {
        return graph.indexes(type).stream()
                .filter(index -> index.by().path().equals(Optional.of(path)))
                .findFirst();
    }

    private static Index.Span span(Comparison how, Value value) {
        ValueOrder.Kind kind = ValueOrder.Kind.of(value);
        Index.Entry from = Index.Entry.before(kind.least());
        Optional<Index.Entry> to = Index.Entry.after(kind);
        return switch (how) {
            case EQUAL -> new Index.Span(Index.Entry.before(value), Optional.of(Index.Entry.after(value)));
            case LESS -> new Index.Span(from, Optional.of(Index.Entry.before(value)));
            case AT_MOST -> new Index.Span(from, Optional.of(Index.Entry.after(value)));
            case GREATER -> new Index.Span(Index.Entry.after(value), to);
            case AT_LEAST -> new Index.Span(Index.Entry.before(value), to);
        };
    }

    /** The texts that begin with {@code beginning}: up to the first text that is greater than all of them. */
    private static Index.Span span(String beginning) {
        Index.Entry from = Index.Entry.before(Value.of(beginning));
        int end = beginning.length();
        while (end > 0 && beginning.charAt(end - 1) == Character.MAX_VALUE) {
            end--;
        }
        if (end == 0) {
            return new Index.Span(from, Index.Entry.after(ValueOrder.Kind.TEXT));
        }
        int last = beginning.codePointBefore(end);
        String to = beginning.substring(0, end - Character.charCount(last)) + Character.toString(following(last));
        return new Index.Span(from, Optional.of(Index.Entry.before(Value.of(to))));
    }

    /** The next character in the order of texts, where supplementary ones are pairs of surrogates and stand where these do. */
    private static int following(int character) {
        return switch (character) {
            case Character.MIN_SURROGATE - 1 -> Character.MIN_SUPPLEMENTARY_CODE_POINT;
            case Character.MAX_CODE_POINT -> Character.MAX_SURROGATE + 1;
            default -> character + 1;
        };
    }
}
