package echo.example.git;

import echo.api.party.Item;
import echo.api.party.View;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares an imported tree with what it was imported from. */
final class TreeCheck {
    private TreeCheck() {}

    /** What differs, in words, at most a few; empty when every file is an item with its mode, content and size, and no other. */
    static List<String> differences(View view, Item repository, Source source) throws IOException {
        SortedMap<String, FileEntry> items = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        new TreeItems(view).byPath(repository.id()).forEach((path, item) -> {
            if (TreeItems.isFile(item)) {
                items.put(path, TreeItems.file(item));
            } else if (view.children(item.id()).isEmpty()) {
                differences.add("the folder " + path + " is empty");
            }
        });
        String head = TreeItems.text(repository, "head");
        if (!head.equals(source.head())) {
            differences.add("the items are at " + head + ", the source at " + source.head());
        }
        compare(items, source.files(), differences);
        return differences;
    }

    private static void compare(
            SortedMap<String, FileEntry> items, SortedMap<String, FileEntry> files, List<String> differences) {
        files.forEach((path, file) -> {
            FileEntry item = items.remove(path);
            if (!file.equals(item)) {
                differences.add(path + " is " + file + ", its item " + (item == null ? "is missing" : item));
            }
        });
        items.keySet().forEach(path -> differences.add(path + " is an item, but no file"));
    }
}
