package echo.api.query;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.value.Literal;
import echo.api.value.Path;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Writes the text form of one query (docs/queries.md), which {@link QueryReader} reads. */
final class QueryWriter {
    private final StringBuilder text = new StringBuilder();

    String write(Query query) {
        for (Query.Stage stage : query.stages()) {
            write(stage);
        }
        if (query.deleted() != Query.Deleted.HIDDEN) {
            text.append(" deleted ").append(query.deleted() == Query.Deleted.SHOWN ? "shown" : "only");
        }
        for (int i = 0; i < query.order().size(); i++) {
            text.append(i == 0 ? " order " : ", ");
            write(query.order().get(i).path());
            text.append(query.order().get(i).descending() ? " desc" : "");
        }
        if (query.page().limit() != Integer.MAX_VALUE) {
            text.append(" limit ").append(query.page().limit());
        }
        query.page().after().ifPresent(key -> text.append(" after ").append(Literal.write(value(key))));
        return text.toString();
    }

    private void write(Query.Stage stage) {
        if (stage.step() == Step.Kin.ITEMS) {
            write(stage.condition());
            return;
        }
        text.append(" / ").append(word(stage.step()));
        if (!stage.condition().equals(Condition.always())) {
            text.append(' ');
            write(stage.condition());
        }
    }

    private static String word(Step step) {
        if (step instanceof Step.Links links) {
            return links.to().word() + " " + links.type();
        }
        return step == Step.Kin.CHILDREN ? "children" : "parents";
    }

    private void write(Condition condition) {
        text.append('(');
        if (condition instanceof Condition.All all) {
            text.append('&');
            all.conditions().forEach(this::write);
        } else if (condition instanceof Condition.Any any) {
            text.append('|');
            any.conditions().forEach(this::write);
        } else if (condition instanceof Condition.Not not) {
            text.append('!');
            write(not.condition());
        } else {
            writeSimple(condition);
        }
        text.append(')');
    }

    private void writeSimple(Condition condition) {
        if (condition instanceof Condition.OfType of) {
            text.append("@type=").append(of.type());
        } else if (condition instanceof Condition.Is is) {
            text.append("@id=").append(is.item());
        } else if (condition instanceof Condition.ChildOf child) {
            text.append("@parent=").append(item(child.parent()));
        } else if (condition instanceof Condition.Below below) {
            text.append("@below=").append(item(below.ancestor()));
        } else if (condition instanceof Condition.Linked linked) {
            Step.Links links = linked.links();
            text.append('@').append(links.to().word()).append(':').append(links.type());
            text.append('=').append(linked.end().map(QueryWriter::end).orElse("*"));
        } else if (condition instanceof Condition.Present present) {
            write(present.path());
            text.append("=*");
        } else if (condition instanceof Condition.Like like) {
            write(like.path());
            List<String> parts = new ArrayList<>();
            like.parts().forEach(part -> parts.add(escaped(part)));
            text.append('=').append(String.join("*", parts));
        } else if (condition instanceof Condition.Compare compare) {
            write(compare.path());
            text.append(compare.how().sign()).append(escaped(literal(compare.value())));
        }
    }

    private void write(Path path) {
        String dot = "";
        for (String key : path.keys()) {
            text.append(dot);
            key.chars().forEach(unit -> {
                boolean plain = Character.isLetterOrDigit(unit) || Character.isSurrogate((char) unit);
                text.append(plain || "_$-".indexOf(unit) >= 0 ? "" : "\\").append((char) unit);
            });
            dot = ".";
        }
    }

    private static String item(ItemId item) {
        return item.equals(ItemId.ROOT) ? "/" : item.toString();
    }

    private static String end(ItemReference end) {
        return end.party().isEmpty() ? item(end.item()) : end.toString();
    }

    /** A text bare, if it is not read as something else then. */
    private static String literal(Value value) {
        return value instanceof Value.Text bare
                        && !Literal.isLiteral(bare.value().strip())
                ? bare.value()
                : Literal.write(value);
    }

    private static String escaped(String value) {
        return value.replaceAll("[\\\\*()]", "\\\\$0");
    }

    private static Value value(Key key) {
        List<Value> parts = new ArrayList<>();
        key.values().forEach(value -> parts.add(Value.of(value.stream().toList())));
        parts.add(Value.of(key.parent().bytes()));
        parts.add(Value.of(key.place()));
        return Value.of(parts);
    }
}
