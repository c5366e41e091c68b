package echo.api.query;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.Limits;
import echo.api.query.Condition.Comparison;
import echo.api.value.Literal;
import echo.api.value.Path;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads the text form of one query from left to right: filters as RFC 1960 and OSGi write them, and what docs/queries.md adds.
 * The first thing that is wrong ends it.
 */
final class QueryReader {
    // query     = filter *("/" step [filter]) *clause
    // filter    = "(" ("&" *filter / "|" *filter / "!" filter / test) ")"
    // step      = "children" / "parents" / end type
    // test      = "@" word "=" id  /  "@" end ":" type "=" ("*" / reference)  /  path ("=" / "<" / "<=" / ">" / ">=")
    // value
    // end       = "targets" / "sources"
    // clause    = "deleted" ("shown" / "only")  /  "order" path [dir] *("," path [dir])  /  "limit" n  /  "after" list
    private static final String OPERATORS = "=<>~()";

    private final Cursor text;

    QueryReader(String source) {
        this.text = new Cursor(source);
    }

    Query query() {
        List<Query.Stage> stages = new ArrayList<>();
        stages.add(new Query.Stage(Step.Kin.ITEMS, condition(1)));
        while (text.taken("/")) {
            Step step = step();
            text.space();
            stages.add(new Query.Stage(step, text.ahead('(') ? condition(1) : Condition.always()));
        }
        return text.built(0, () -> clauses(new Query(stages, Query.Deleted.HIDDEN, List.of(), Query.Page.WHOLE)));
    }

    private Step step() {
        int start = text.start();
        return switch (text.word()) {
            case "children" -> Step.Kin.CHILDREN;
            case "parents" -> Step.Kin.PARENTS;
            case "targets" -> links(Step.End.TARGETS);
            case "sources" -> links(Step.End.SOURCES);
            default -> throw text.wrong(start, "children, parents, targets or sources");
        };
    }

    private Step.Links links(Step.End to) {
        int start = text.start();
        String type = text.word("._-");
        return text.built(start, () -> new Step.Links(to, type));
    }

    private Query clauses(Query begun) {
        Query query = begun;
        Set<String> seen = new TreeSet<>();
        for (int start = text.start(); !text.atEnd(); start = text.start()) {
            String name = text.word();
            if (!seen.add(name)) {
                throw text.wrong(start, name + " once only");
            }
            query = switch (name) {
                case "deleted" -> query.deleted(deleted());
                case "order" -> query.orderBy(orders());
                case "limit" -> limited(query);
                case "after" -> query.after(key());
                default -> throw text.wrong(start, "/, deleted, order, limit or after");
            };
        }
        return query;
    }

    private Query.Deleted deleted() {
        int start = text.start();
        return switch (text.word()) {
            case "shown" -> Query.Deleted.SHOWN;
            case "only" -> Query.Deleted.ONLY;
            default -> throw text.wrong(start, "shown or only");
        };
    }

    private Order[] orders() {
        List<Order> orders = new ArrayList<>();
        do {
            Path path = text.path(Cursor.SPACE + ",");
            int start = text.start();
            String direction = text.ahead(',') ? "" : text.word();
            if (!direction.equals("asc") && !direction.equals("desc")) {
                text.backTo(start);
            }
            orders.add(new Order(path, direction.equals("desc")));
        } while (text.taken(","));
        return orders.toArray(Order[]::new);
    }

    private Query limited(Query query) {
        int start = text.start();
        return text.built(start, () -> query.limit(Integer.parseInt(text.word())));
    }

    /** The rest of the text: a list of lists, and at its end the ids that break ties. */
    private Key key() {
        int start = text.start();
        String rest = text.rest();
        return text.built(start, () -> key(Literal.read(rest)));
    }

    private static Key key(Value value) {
        List<Value> parts = value instanceof Value.ListValue list ? list.elements() : List.of();
        int orders = parts.size() - 2;
        if (orders >= 0
                && parts.get(orders) instanceof Value.Blob parent
                && parts.get(orders + 1) instanceof Value.Blob place
                && parts.subList(0, orders).stream().allMatch(Value.ListValue.class::isInstance)) {
            List<Optional<Value>> values = parts.subList(0, orders).stream()
                    .map(part -> ((Value.ListValue) part).elements().stream().findFirst())
                    .toList();
            return new Key(values, new ItemId(parent.value()), place.value());
        }
        throw new IllegalArgumentException("a key is a list of lists, a parent and a place, as a selection gives it");
    }

    private Condition condition(int depth) {
        if (depth > Limits.DEPTH) {
            throw text.wrong(text.at(), "conditions at most " + Limits.DEPTH + " deep");
        }
        text.need("(");
        Condition condition;
        if (text.taken("&")) {
            condition = new Condition.All(conditions(depth));
        } else if (text.taken("|")) {
            condition = new Condition.Any(conditions(depth));
        } else if (text.taken("!")) {
            condition = new Condition.Not(condition(depth + 1));
        } else {
            condition = text.taken("@") ? itemTest() : propertyTest();
        }
        text.need(")");
        return condition;
    }

    private List<Condition> conditions(int depth) {
        List<Condition> parts = new ArrayList<>();
        text.space();
        while (text.ahead('(')) {
            parts.add(condition(depth + 1));
            text.space();
        }
        return parts;
    }

    private Condition itemTest() {
        int start = text.at();
        return switch (text.word()) {
            case "type" -> itemTest(Condition.OfType::new);
            case "id" -> itemTest(item -> new Condition.Is(item(item)));
            case "parent" -> itemTest(item -> new Condition.ChildOf(item(item)));
            case "below" -> itemTest(item -> new Condition.Below(item(item)));
            case "targets" -> linkTest(Step.End.TARGETS);
            case "sources" -> linkTest(Step.End.SOURCES);
            default -> throw text.wrong(start, "type, id, parent, below, targets or sources after @");
        };
    }

    private Condition itemTest(Function<String, Condition> test) {
        text.need("=");
        int start = text.at();
        String value = String.join("*", text.parts()).strip();
        return text.built(start, () -> test.apply(value));
    }

    private Condition linkTest(Step.End to) {
        text.need(":");
        Step.Links links = links(to);
        return itemTest(
                end -> new Condition.Linked(links, end.equals("*") ? Optional.empty() : Optional.of(reference(end))));
    }

    private static ItemReference reference(String value) {
        return value.startsWith("echo:") ? ItemReference.parse(value) : ItemReference.to(item(value));
    }

    private static ItemId item(String text) {
        if (!text.equals("/") && !text.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no item; write its 32 hexadecimal digits, or / for the root");
        }
        return text.equals("/") ? ItemId.ROOT : ItemId.parse(text);
    }

    private Condition propertyTest() {
        Path path = text.path(OPERATORS);
        Comparison how = comparison();
        int start = text.at();
        List<String> parts = text.parts();
        if (parts.size() > 1) {
            if (how != Comparison.EQUAL) {
                throw text.wrong(start, "\\* for a star that is meant, since patterns go with =");
            }
            boolean present = parts.equals(List.of("", ""));
            return present ? new Condition.Present(path) : new Condition.Like(path, parts);
        }
        return text.built(start, () -> new Condition.Compare(path, how, value(parts.get(0))));
    }

    private Comparison comparison() {
        for (Comparison how : List.of(Comparison.AT_MOST, Comparison.AT_LEAST)) {
            if (text.taken(how.sign())) {
                return how;
            }
        }
        for (Comparison how : List.of(Comparison.EQUAL, Comparison.LESS, Comparison.GREATER)) {
            if (text.taken(how.sign())) {
                return how;
            }
        }
        throw text.wrong(text.at(), "=, <, <=, > or >=");
    }

    private static Value value(String raw) {
        return Literal.isLiteral(raw.strip()) ? Literal.read(raw.strip()) : Value.of(raw);
    }
}
