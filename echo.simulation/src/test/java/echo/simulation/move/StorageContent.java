package echo.simulation.move;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.blob.Cid;
import echo.api.feed.Charge;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Storage;
import java.util.ArrayList;
import java.util.List;

/** All that a storage holds but its note of moves, as lines that can be compared. */
final class StorageContent {
    private StorageContent() {}

    /** Of {@code storage}, whose parties are closed. */
    static List<String> of(Storage storage) {
        List<String> lines = new ArrayList<>();
        for (String name : storage.meta().names("")) {
            if (!name.equals(Charge.RECORD)) {
                lines.add("record " + name + " "
                        + storage.meta().get(name).orElseThrow().toHex());
            }
        }
        for (PartyKey party : storage.parties()) {
            lines.add("party " + party);
            try (FeedStore store = storage.open(party)) {
                store.feeds().forEach(feed -> add(lines, store, feed));
            }
            for (Cid cid : storage.blobs(party).all()) {
                lines.add("blob " + cid + " "
                        + storage.blobs(party).get(cid).orElseThrow().toHex());
            }
        }
        return lines;
    }

    private static void add(List<String> lines, FeedStore store, FeedKey feed) {
        lines.add("feed " + feed + " from " + store.startHead(feed) + " to " + store.head(feed));
        long at = store.start(feed).length();
        while (at < store.extent(feed).length()) {
            Run run = store.read(feed, at, 1).orElseThrow();
            lines.add("run from " + run.from() + " to " + run.head() + " "
                    + Hash.of(Bytes.concat(run.payloads().toArray(Bytes[]::new))));
            at = run.head().extent().length();
        }
    }
}
