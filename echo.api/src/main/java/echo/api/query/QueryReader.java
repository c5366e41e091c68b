package echo.api.query;

import echo.api.ItemId;
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
 * The first thing that is wrong ends it, with its column, from 1.
 */
final class QueryReader {
    // query     = filter *("/" step [filter]) *clause
    // filter    = "(" ("&" *filter / "|" *filter / "!" filter / test) ")"
    // test      = "@" word "=" id  /  path ("=" / "<" / "<=" / ">" / ">=") value
    // clause    = "deleted" ("shown" / "only")  /  "order" path [dir] *("," path [dir])  /  "limit" n  /  "after" list
    // A backslash takes the character after it for what it is.

    private static final String SPACE = " \t\r\n";
    private static final String OPERATORS = "=<>~()";

    private final String source;
    private int at;

    QueryReader(String source) {
        this.source = source;
    }

    Query query() {
        List<Query.Stage> stages = new ArrayList<>();
        stages.add(new Query.Stage(Step.Kin.ITEMS, condition(1)));
        while (taken("/")) {
            Step step = step();
            space();
            stages.add(new Query.Stage(step, ahead('(') ? condition(1) : Condition.always()));
        }
        return built(0, text -> clauses(new Query(stages, Query.Deleted.HIDDEN, List.of(), Query.Page.WHOLE)));
    }

    private Step step() {
        int start = start();
        return switch (word()) {
            case "children" -> Step.Kin.CHILDREN;
            case "parents" -> Step.Kin.PARENTS;
            default -> throw wrong(start, "children or parents");
        };
    }

    private Query clauses(Query begun) {
        Query query = begun;
        Set<String> seen = new TreeSet<>();
        for (int start = start(); at < source.length(); start = start()) {
            String name = word();
            if (!seen.add(name)) {
                throw wrong(start, name + " once only");
            }
            query = switch (name) {
                case "deleted" -> query.deleted(deleted());
                case "order" -> query.orderBy(orders());
                case "limit" -> limited(query);
                case "after" -> query.after(key());
                default -> throw wrong(start, "/, deleted, order, limit or after");
            };
        }
        return query;
    }

    private Query.Deleted deleted() {
        int start = start();
        return switch (word()) {
            case "shown" -> Query.Deleted.SHOWN;
            case "only" -> Query.Deleted.ONLY;
            default -> throw wrong(start, "shown or only");
        };
    }

    private Order[] orders() {
        List<Order> orders = new ArrayList<>();
        do {
            Path path = path(SPACE + ",");
            int start = start();
            String direction = ahead(',') ? "" : word();
            if (!direction.equals("asc") && !direction.equals("desc")) {
                at = start;
            }
            orders.add(new Order(path, direction.equals("desc")));
        } while (taken(","));
        return orders.toArray(Order[]::new);
    }

    private Query limited(Query query) {
        int start = start();
        return built(start, text -> query.limit(Integer.parseInt(word())));
    }

    /** The rest of the text: a list of lists, and at its end the ids that break ties. */
    private Key key() {
        int start = start();
        String rest = source.substring(start);
        at = source.length();
        return built(start, text -> key(Literal.read(rest)));
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
            throw wrong(at, "conditions at most " + Limits.DEPTH + " deep");
        }
        need("(");
        Condition condition;
        if (taken("&")) {
            condition = new Condition.All(conditions(depth));
        } else if (taken("|")) {
            condition = new Condition.Any(conditions(depth));
        } else if (taken("!")) {
            condition = new Condition.Not(condition(depth + 1));
        } else {
            condition = taken("@") ? itemTest() : propertyTest();
        }
        need(")");
        return condition;
    }

    private List<Condition> conditions(int depth) {
        List<Condition> parts = new ArrayList<>();
        space();
        while (ahead('(')) {
            parts.add(condition(depth + 1));
            space();
        }
        return parts;
    }

    private Condition itemTest() {
        int start = at;
        String name = word();
        need("=");
        int value = at;
        String text = String.join("*", parts()).strip();
        return switch (name) {
            case "type" -> built(value, it -> new Condition.OfType(text));
            case "id" -> built(value, it -> new Condition.Is(item(text)));
            case "parent" -> built(value, it -> new Condition.ChildOf(item(text)));
            case "below" -> built(value, it -> new Condition.Below(item(text)));
            default -> throw wrong(start, "type, id, parent or below after @");
        };
    }

    private static ItemId item(String text) {
        if (!text.equals("/") && !text.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no item; write its 32 hexadecimal digits, or / for the root");
        }
        return text.equals("/") ? ItemId.ROOT : ItemId.parse(text);
    }

    private Condition propertyTest() {
        Path path = path(OPERATORS);
        Comparison how = comparison();
        int start = at;
        List<String> parts = parts();
        if (parts.size() > 1) {
            if (how != Comparison.EQUAL) {
                throw wrong(start, "\\* for a star that is meant, since patterns go with =");
            }
            boolean present = parts.equals(List.of("", ""));
            return present ? new Condition.Present(path) : new Condition.Like(path, parts);
        }
        return built(start, text -> new Condition.Compare(path, how, value(parts.get(0))));
    }

    private Comparison comparison() {
        for (Comparison how : List.of(Comparison.AT_MOST, Comparison.AT_LEAST)) {
            if (taken(how.sign())) {
                return how;
            }
        }
        for (Comparison how : List.of(Comparison.EQUAL, Comparison.LESS, Comparison.GREATER)) {
            if (taken(how.sign())) {
                return how;
            }
        }
        throw wrong(at, "=, <, <=, > or >=");
    }

    private static Value value(String raw) {
        return Literal.isLiteral(raw.strip()) ? Literal.read(raw.strip()) : Value.of(raw);
    }

    /** What stands before the closing parenthesis, divided at each star. */
    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        while (at < source.length() && !ahead(')')) {
            if (ahead('(')) {
                throw wrong(at, ") or, for a parenthesis that is meant, \\(");
            }
            if (ahead('*')) {
                at++;
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(unit());
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /** Keys with dots between, up to one of {@code ends}; space around it is not of it. */
    private Path path(String ends) {
        int start = start();
        List<String> keys = new ArrayList<>();
        StringBuilder key = new StringBuilder();
        int solid = 0;
        while (at < source.length() && ends.indexOf(source.charAt(at)) < 0) {
            if (ahead('.')) {
                at++;
                keys.add(key.toString());
                key.setLength(0);
                solid = 0;
            } else {
                boolean space = SPACE.indexOf(source.charAt(at)) >= 0;
                key.append(unit());
                solid = space ? solid : key.length();
            }
        }
        keys.add(key.substring(0, solid));
        return built(start, text -> new Path(keys));
    }

    private char unit() {
        at += ahead('\\') ? 1 : 0;
        if (at == source.length()) {
            throw wrong(at, "a character after \\");
        }
        return source.charAt(at++);
    }

    private String word() {
        int start = start();
        while (at < source.length() && Character.isLetterOrDigit(source.charAt(at))) {
            at++;
        }
        return source.substring(start, at);
    }

    private int start() {
        space();
        return at;
    }

    private void space() {
        while (at < source.length() && SPACE.indexOf(source.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean ahead(char unit) {
        return at < source.length() && source.charAt(at) == unit;
    }

    private boolean taken(String text) {
        space();
        boolean there = source.startsWith(text, at);
        at += there ? text.length() : 0;
        return there;
    }

    private void need(String text) {
        if (!taken(text)) {
            throw wrong(at, text);
        }
    }

    /** What {@code making} makes of the text from {@code start} on; what it refuses is told with that column. */
    private <T> T built(int start, Function<String, T> making) {
        try {
            return making.apply(source);
        } catch (WrongTextException e) {
            throw e;
        } catch (NumberFormatException e) {
            throw wrong(start, "a number");
        } catch (IllegalArgumentException e) {
            throw new WrongTextException("column " + (start + 1) + ": " + e.getMessage());
        }
    }

    private WrongTextException wrong(int column, String wanted) {
        String found = column < source.length()
                ? "'" + source.substring(column, Math.min(column + 12, source.length())) + "'"
                : "the end";
        return new WrongTextException("column " + (column + 1) + ": wanted " + wanted + ", found " + found);
    }

    /** A text that is no query: its message has the column. */
    private static final class WrongTextException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        WrongTextException(String message) {
            super(message);
        }
    }
}
