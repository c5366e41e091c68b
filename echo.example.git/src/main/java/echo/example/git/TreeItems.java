package echo.example.git;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.party.Item;
import echo.api.party.View;
import echo.api.value.Value;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An imported tree as a view shows it: an item for the repository, below it one for each folder and file and the thread of
 * commit messages. A file has the properties {@code name}, {@code path}, {@code mode}, {@code blob} and {@code size}; a folder
 * {@code name} and {@code path}; the repository {@code name}, {@code kind} and {@code head}.
 */
final class TreeItems {
    /** The property {@code kind} of a repository's item. */
    static final String KIND = "git.repository";

    private final View view;

    TreeItems(View view) {
        this.view = view;
    }

    /** The repository of that name, if it was imported; the last, if it was imported often. */
    Optional<Item> repository(String name) {
        return view.children(ItemId.ROOT).stream()
                .filter(TreeItems::isObject)
                .filter(item ->
                        text(item, "kind").equals(KIND) && text(item, "name").equals(name))
                .reduce((one, next) -> next);
    }

    /** The last one imported, whatever its name. */
    Item lastRepository() {
        return view.children(ItemId.ROOT).stream()
                .filter(TreeItems::isObject)
                .filter(item -> text(item, "kind").equals(KIND))
                .reduce((one, next) -> next)
                .orElseThrow(() -> new EchoException(Kind.USAGE, "nothing was imported here; type git:import DIR"));
    }

    /** The thread of commit messages. */
    Optional<ItemId> chat(ItemId repository) {
        return view.children(repository).stream()
                .filter(item -> item.model().type().equals(ThreadItem.TYPE))
                .map(Item::id)
                .findFirst();
    }

    /** Items of files and folders below {@code repository}, by path. */
    SortedMap<String, Item> byPath(ItemId repository) {
        SortedMap<String, Item> items = new TreeMap<>();
        collect(repository, items);
        return items;
    }

    static boolean isFile(Item item) {
        return !text(item, "blob").isEmpty();
    }

    static FileEntry file(Item item) {
        ObjectItem object = item.as(ObjectItem.class);
        long size = object.get("size").orElse(Value.NULL) instanceof Value.Int number ? number.value() : -1;
        return new FileEntry(text(item, "mode"), text(item, "blob"), size);
    }

    /** The text at {@code property}, empty when there is none. */
    static String text(Item item, String property) {
        return item.as(ObjectItem.class).get(property).orElse(Value.NULL) instanceof Value.Text text
                ? text.value()
                : "";
    }

    private void collect(ItemId parent, SortedMap<String, Item> items) {
        for (Item child : view.children(parent)) {
            if (isObject(child)) {
                items.put(text(child, "path"), child);
                collect(child.id(), items);
            }
        }
    }

    private static boolean isObject(Item item) {
        return !item.opaque() && item.model().type().equals(ObjectItem.TYPE);
    }
}
