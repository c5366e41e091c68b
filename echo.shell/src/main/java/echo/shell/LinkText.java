package echo.shell;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.party.Echo;
import echo.api.party.Link;
import echo.api.party.View;
import echo.api.value.Literal;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.List;

/** The links of an item in text: a line for each, and whether it is dangling. */
final class LinkText {
    private final Echo echo;
    private final View view;

    LinkText(Echo echo, View view) {
        this.echo = echo;
        this.view = view;
    }

    /** What {@code word} names: an item of the view, which need not be there when its whole id is given, or of another party. */
    static ItemReference target(View view, String word) {
        boolean whole = word.startsWith("echo://") || word.matches("[0-9a-f]{32}");
        return whole ? ItemReference.parse(word) : ItemReference.to(Selection.item(view, word));
    }

    /** The links from {@code item}, then those to it. */
    String of(ItemId item) {
        List<String> lines = new ArrayList<>();
        view.links(item)
                .forEach(link -> lines.add(line(link.type(), link.to(), link.properties()) + danglingOrNot(link)));
        view.linksTo(item)
                .forEach(link -> lines.add(
                        "← " + link.type() + " ─ " + link.from() + words(link.properties()) + danglingOrNot(link)));
        return lines.isEmpty() ? "no links" : String.join("\n", lines);
    }

    /** A link as seen from its source. */
    static String line(String type, ItemReference to, Value.MapValue properties) {
        return "─ " + type + " → " + to + words(properties);
    }

    private static String words(Value.MapValue properties) {
        return properties.entries().isEmpty() ? "" : "  " + Literal.write(properties);
    }

    private String danglingOrNot(Link link) {
        return isDangling(link) ? "  (dangling)" : "";
    }

    /** Of the items of a party that is not open here nothing is known. */
    private boolean isDangling(Link link) {
        boolean known = link.to().party().flatMap(echo::party).isPresent();
        return view.isDangling(link)
                || (known
                        && echo.resolve(link.to())
                                .filter(item -> !item.deleted())
                                .isEmpty());
    }
}
