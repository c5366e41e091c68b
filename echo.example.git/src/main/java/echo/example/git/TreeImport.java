package echo.example.git;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.party.Batch;
import echo.api.party.Party;
import echo.api.value.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes a history into a party, one batch for each step, so that after each of them the items are the files of its commit. Only
 * a step of very many files takes several batches. One thread.
 */
final class TreeImport {
    /** Files in one batch, which keeps it well below the limits of a batch. */
    private static final int FILES_PER_BATCH = 150;

    private final Party party;
    private final Map<String, ItemId> folders = new TreeMap<>();
    private final SortedMap<String, ItemId> files = new TreeMap<>();
    private ItemId repository = ItemId.ROOT;
    private ItemId chat = ItemId.ROOT;
    private int steps;

    TreeImport(Party party) {
        this.party = party;
    }

    /** Imports the newest {@code most} steps of {@code source}; {@code progress} hears of each, with its number. */
    void run(Source source, int most, BiConsumer<Integer, Step> progress) throws IOException {
        write(batch -> begin(batch, source.name()));
        source.steps(most, step -> {
            apply(step);
            steps++;
            progress.accept(steps, step);
        });
    }

    ItemId repository() {
        return repository;
    }

    ItemId chat() {
        return chat;
    }

    int steps() {
        return steps;
    }

    int files() {
        return files.size();
    }

    /** Folders below the repository. */
    int folders() {
        return folders.size() - 1;
    }

    private void begin(Batch batch, String name) {
        repository = batch.create(ObjectItem.TYPE, ItemId.ROOT);
        ObjectItem item = batch.edit(repository, ObjectItem.class);
        item.set("name", Value.of(name));
        item.set("kind", Value.of(TreeItems.KIND));
        chat = batch.create(ThreadItem.TYPE, repository);
        folders.put("", repository);
    }

    private void apply(Step step) {
        List<Change> changes = step.changes();
        int from = 0;
        do {
            int to = Math.min(from + FILES_PER_BATCH, changes.size());
            List<Change> part = changes.subList(from, to);
            boolean last = to == changes.size();
            write(batch -> {
                part.forEach(change -> apply(batch, change));
                if (last) {
                    end(batch, step);
                }
            });
            from = to;
        } while (from < changes.size());
    }

    private void end(Batch batch, Step step) {
        batch.edit(repository, ObjectItem.class).set("head", Value.of(step.id()));
        batch.edit(chat, ThreadItem.class).post(step.message());
    }

    private void apply(Batch batch, Change change) {
        if (change.now().isPresent()) {
            put(batch, change.path(), change.now().get());
        } else {
            ItemId file = files.remove(change.path());
            if (file != null) {
                batch.delete(file);
                removeEmpty(batch, parent(change.path()));
            }
        }
    }

    private void put(Batch batch, String path, FileEntry file) {
        ItemId known = files.get(path);
        ItemId id = known == null ? create(batch, path) : known;
        files.put(path, id);
        ObjectItem item = batch.edit(id, ObjectItem.class);
        item.set("mode", Value.of(file.mode()));
        item.set("blob", Value.of(file.blob()));
        item.set("size", Value.of(file.size()));
    }

    private ItemId create(Batch batch, String path) {
        ItemId id = batch.create(ObjectItem.TYPE, folder(batch, parent(path)));
        ObjectItem item = batch.edit(id, ObjectItem.class);
        item.set("name", Value.of(path.substring(path.lastIndexOf('/') + 1)));
        item.set("path", Value.of(path));
        return id;
    }

    private ItemId folder(Batch batch, String path) {
        ItemId known = folders.get(path);
        if (known != null) {
            return known;
        }
        ItemId created = create(batch, path);
        folders.put(path, created);
        return created;
    }

    /** Git knows no empty folders. */
    private void removeEmpty(Batch batch, String path) {
        boolean empty = files.subMap(path + "/", path + "0").isEmpty();
        if (!path.isEmpty() && empty) {
            ItemId folder = folders.remove(path);
            if (folder != null) {
                batch.delete(folder);
                removeEmpty(batch, parent(path));
            }
        }
    }

    /** Waits for each, since the next may change what this one creates, and sees only what is durable. */
    private void write(Consumer<Batch> edit) {
        party.write(edit).durable().toCompletableFuture().join();
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
