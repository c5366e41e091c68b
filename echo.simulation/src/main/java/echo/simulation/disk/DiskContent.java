package echo.simulation.disk;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.storage.file.FileStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What a data folder says to whoever opens it: everything that a node would read at its start. */
public final class DiskContent {
    private static final int WHOLE = 1 << 20;

    private DiskContent() {}

    /**
     * The runs of {@code party} on {@code disk}, feed by feed; nothing if the store says that its bytes are not what was written.
     * May mend {@code disk}: give it an image.
     *
     * @throws EchoException if the disk fails
     */
    public static Optional<List<Run>> read(MemoryDisk disk, PartyKey party) {
        return read(disk, party, () -> {});
    }

    /** As {@link #read(MemoryDisk, PartyKey)}; {@code meanwhile} is run once the store is open. */
    public static Optional<List<Run>> read(MemoryDisk disk, PartyKey party, Runnable meanwhile) {
        List<Run> runs = new ArrayList<>();
        try (FileStorage storage = FileStorage.open(disk, new SplittableRandom(0), notice -> {})) {
            storage.meta().names("").forEach(name -> storage.meta().get(name));
            try (FeedStore store = storage.open(party)) {
                meanwhile.run();
                store.feeds().forEach(feed -> read(store, feed, runs));
            }
            return Optional.of(runs);
        } catch (EchoException e) {
            if (e.kind() != Kind.CORRUPT) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static void read(FeedStore store, FeedKey feed, List<Run> into) {
        Optional<Run> run = store.read(feed, store.start(feed).length(), WHOLE);
        while (run.isPresent()) {
            into.add(run.get());
            run = store.read(feed, run.get().head().extent().length(), WHOLE);
        }
    }
}
