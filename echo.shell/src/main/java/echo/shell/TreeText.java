package echo.shell;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.party.Item;
import echo.api.party.View;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tree of items in text: a line for each item, indented. */
final class TreeText {
    /** Lines that people still read; scripts ask for smaller trees. */
    private static final int MOST_LINES = 500;

    private static final int SHORT_ID = 8;

    private final View view;
    private final List<String> lines = new ArrayList<>();
    private int more;

    TreeText(View view) {
        this.view = view;
    }

    String below(ItemId top) {
        Optional<Item> item = view.item(top);
        lines.add(item.map(TreeText::line).orElse("/"));
        children(top, "");
        if (more > 0) {
            lines.add("and " + more + " more; name an item to see below it");
        }
        return String.join("\n", lines);
    }

    private void children(ItemId parent, String indent) {
        List<Item> children = view.children(parent);
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            if (lines.size() < MOST_LINES) {
                lines.add(indent + (last ? "└─ " : "├─ ") + line(children.get(i)));
            } else {
                more++;
            }
            children(children.get(i).id(), indent + (last ? "   " : "│  "));
        }
    }

    /** An item in one line. */
    static String line(Item item) {
        String name = name(item).map(text -> text + "  ").orElse("");
        boolean plain = item.model().type().equals(ObjectItem.TYPE);
        return name
                + item.id().toString().substring(0, SHORT_ID)
                + (plain ? "" : " " + item.model().type())
                + (item.opaque() ? " (waiting for its model)" : "");
    }

    private static Optional<String> name(Item item) {
        if (item.opaque() || !item.model().type().equals(ObjectItem.TYPE)) {
            return Optional.empty();
        }
        ObjectItem object = item.as(ObjectItem.class);
        return object.get("name").or(() -> object.get("title")).flatMap(TreeText::text);
    }

    private static Optional<String> text(Value value) {
        return value instanceof Value.Text text ? Optional.of(text.value()) : Optional.empty();
    }
}
