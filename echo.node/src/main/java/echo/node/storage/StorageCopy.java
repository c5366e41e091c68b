package echo.node.storage;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.PartyKey;
import echo.api.blob.BlobStore;
import echo.api.blob.Cid;
import echo.api.feed.Charge;
import echo.api.feed.FeedStore;
import echo.api.feed.MetaStore;
import echo.api.feed.Moved;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Copies all that one storage keeps into another, through the ports alone: small records but for the {@link Charge} of each,
 * blobs, and feeds, which {@link FeedCopy} does. What the target has already is not copied again, so a copy that was
 * interrupted is caught up, and so is a storage that was moved from before.
 *
 * <p>Both storages' parties are closed meanwhile. Memory: a run, a blob and the names of a party's blobs. One thread.
 */
final class StorageCopy {
    private final NamedStorage source;
    private final NamedStorage target;

    StorageCopy(NamedStorage source, NamedStorage target) {
        this.source = source;
        this.target = target;
    }

    /**
     * Makes sure that the target holds nothing but beginnings of what the source has, and changes nothing.
     *
     * @throws EchoException of kind {@code STORAGE} otherwise
     */
    void check() {
        List<PartyKey> parties = source.storage().parties();
        for (PartyKey party : target.storage().parties()) {
            try (FeedStore to = target.storage().open(party)) {
                if (parties.contains(party)) {
                    try (FeedStore from = source.storage().open(party)) {
                        new FeedCopy(party, from, to).check(target);
                    }
                } else if (!to.feeds().isEmpty()) {
                    throw new EchoException(
                            Kind.STORAGE,
                            "the storage " + target + " holds feed "
                                    + to.feeds().get(0) + " of party " + party + ", of which " + source
                                    + " has nothing; choose an empty folder");
                }
            }
        }
    }

    /**
     * Copies, durably, after {@link #check}.
     *
     * @throws EchoException of kind {@code CORRUPT} if the two differ in the end, or the source's blocks are not what their head
     *     says; and as the storages' methods. What is copied by then stays
     */
    Moved run() {
        Moved moved = Moved.NOTHING;
        for (PartyKey party : source.storage().parties()) {
            try (FeedStore from = source.storage().open(party);
                    FeedStore to = target.storage().open(party)) {
                moved = moved.plus(new FeedCopy(party, from, to).run());
            }
            int blobs =
                    copyBlobs(source.storage().blobs(party), target.storage().blobs(party));
            moved = moved.plus(new Moved(1, 0, 0, 0, blobs));
        }
        copyRecords(source.storage().meta(), target.storage().meta());
        return moved;
    }

    private static int copyBlobs(BlobStore from, BlobStore to) {
        List<Cid> all = from.all();
        for (Cid cid : all) {
            if (!to.has(cid)) {
                to.put(from.get(cid)
                        .orElseThrow(() -> new EchoException(
                                Kind.STORAGE, "blob " + cid + " is gone while it is copied; move again")));
            }
        }
        TreeSet<Cid> gone = new TreeSet<>(to.all());
        gone.removeAll(new TreeSet<>(all));
        gone.forEach(to::delete);
        to.force();
        return all.size();
    }

    private static void copyRecords(MetaStore from, MetaStore to) {
        TreeSet<String> gone = new TreeSet<>(to.names(""));
        for (String name : from.names("")) {
            gone.remove(name);
            Optional<Bytes> value = from.get(name);
            if (value.isPresent() && !name.equals(Charge.RECORD) && !value.equals(to.get(name))) {
                to.put(name, value.get());
            }
        }
        gone.remove(Charge.RECORD);
        gone.forEach(to::delete);
    }
}
