package echo.simulation.world;

import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.blob.BlobStore;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.GroupCommit;
import echo.api.feed.Head;
import echo.api.feed.MetaStore;
import echo.api.feed.Run;
import echo.api.feed.Storage;
import echo.api.feed.Timeframe;
import echo.api.feed.Verified;
import java.util.List;
import java.util.Optional;

/** A node's storage, whose appends are told to the world's observers. */
final class WatchedStorage implements Storage {
    private final Storage storage;
    private final SimNode node;
    private final Observer observer;

    WatchedStorage(Storage storage, SimNode node, Observer observer) {
        this.storage = storage;
        this.node = node;
        this.observer = observer;
    }

    @Override
    public FeedStore open(PartyKey party) {
        FeedStore store = storage.open(party);
        observer.opened(node, store);
        return new WatchedStore(store);
    }

    @Override
    public List<String> repair(PartyKey party) {
        List<String> told = storage.repair(party);
        observer.setBack(node);
        return told;
    }

    @Override
    public Verified verify(PartyKey party) {
        return storage.verify(party);
    }

    @Override
    public List<PartyKey> parties() {
        return storage.parties();
    }

    @Override
    public BlobStore blobs(PartyKey party) {
        return storage.blobs(party);
    }

    @Override
    public MetaStore meta() {
        return storage.meta();
    }

    @Override
    public GroupCommit commits() {
        return storage.commits();
    }

    private final class WatchedStore implements FeedStore {
        private final FeedStore store;

        private WatchedStore(FeedStore store) {
            this.store = store;
        }

        @Override
        public List<FeedKey> feeds() {
            return store.feeds();
        }

        @Override
        public Extent extent(FeedKey feed) {
            return store.extent(feed);
        }

        @Override
        public Optional<Head> head(FeedKey feed) {
            return store.head(feed);
        }

        @Override
        public Extent start(FeedKey feed) {
            return store.start(feed);
        }

        @Override
        public Optional<Head> startHead(FeedKey feed) {
            return store.startHead(feed);
        }

        @Override
        public void begin(Head start) {
            store.begin(start);
        }

        @Override
        public void append(Run run) {
            store.append(run);
            observer.stored(node, run);
        }

        @Override
        public void force() {
            store.force();
        }

        @Override
        public Optional<Run> read(FeedKey feed, long from, int maxBytes) {
            return store.read(feed, from, maxBytes);
        }

        @Override
        public void trim(Timeframe below) {
            store.trim(below);
        }

        @Override
        public boolean erase() {
            return store.erase();
        }

        @Override
        public void close() {
            store.close();
        }
    }
}
