package echo.simulation.world;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.party.Batch;
import echo.api.party.Item;
import echo.api.party.View;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A view's items read as folders and files, and the operations that make them other ones. */
final class FileTree {
    private final Map<String, ItemId> folders = new TreeMap<>(Map.of("", ItemId.ROOT));
    private final Map<String, ItemId> files = new TreeMap<>();
    private final Map<String, String> blobs = new TreeMap<>();
    private final List<ItemId> doubles = new ArrayList<>();

    FileTree(View view) {
        read(view, ItemId.ROOT, "");
    }

    /** The content of each file by its path. */
    Map<String, String> blobs() {
        return blobs;
    }

    private void read(View view, ItemId folder, String path) {
        for (Item child : view.children(folder)) {
            ObjectItem properties = child.as(ObjectItem.class);
            String name = text(properties, "name").orElse("");
            Optional<String> blob = text(properties, "blob");
            String where = path + name;
            if (blob.isEmpty()) {
                folders.putIfAbsent(where + "/", child.id()); // two peers may have made one folder: both are it
                read(view, child.id(), where + "/");
            } else if (files.putIfAbsent(where, child.id()) == null) {
                blobs.put(where, blob.get());
            } else {
                doubles.add(child.id()); // two peers have made one file: the first in the party's order is it
            }
        }
    }

    /** Puts into {@code batch} what makes the files those of {@code wanted}. */
    void become(Map<String, String> wanted, Batch batch) {
        doubles.forEach(batch::delete);
        files.forEach((path, item) -> {
            if (!wanted.containsKey(path)) {
                batch.delete(item);
            }
        });
        folders.forEach((path, item) -> {
            if (!path.isEmpty() && wanted.keySet().stream().noneMatch(file -> file.startsWith(path))) {
                batch.delete(item);
            }
        });
        Map<String, ItemId> made = new TreeMap<>(folders);
        wanted.forEach((path, blob) -> {
            ItemId file = Optional.ofNullable(files.get(path)).orElseGet(() -> create(path, made, batch));
            if (!blob.equals(blobs.get(path))) {
                batch.edit(file, ObjectItem.class).set("blob", Value.of(blob));
            }
        });
    }

    private static ItemId create(String path, Map<String, ItemId> folders, Batch batch) {
        int slash = path.lastIndexOf('/', path.length() - 2);
        String parent = path.substring(0, slash + 1);
        ItemId folder = Optional.ofNullable(folders.get(parent)).orElseGet(() -> {
            ItemId made = create(parent, folders, batch);
            folders.put(parent, made);
            return made;
        });
        ItemId item = batch.create(ObjectItem.TYPE, folder);
        String name = path.substring(slash + 1).replace("/", "");
        batch.edit(item, ObjectItem.class).set("name", Value.of(name));
        return item;
    }

    private static Optional<String> text(ObjectItem properties, String key) {
        return properties.get(key).map(value -> ((Value.Text) value).value());
    }
}
