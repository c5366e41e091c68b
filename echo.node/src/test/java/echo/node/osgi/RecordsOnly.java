package echo.node.osgi;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.PartyKey;
import echo.api.blob.BlobStore;
import echo.api.feed.Charge;
import echo.api.feed.FeedStore;
import echo.api.feed.MetaStore;
import echo.api.feed.Storage;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A storage without any party, of which writes fail as it is told. Any thread. */
final class RecordsOnly implements Storage, MetaStore {
    private final TreeMap<String, Bytes> records = new TreeMap<>();
    private Optional<Charge.State> refused = Optional.empty();
    private int undurable;
    private boolean dying;
    private boolean dead;
    private Runnable asked = () -> {};

    /** From now on it does not write notes that say {@code state}. */
    synchronized RecordsOnly refusing(Charge.State state) {
        refused = Optional.of(state);
        return this;
    }

    /** The next {@code times} writes are seen, but fail, as when the disk cannot force. */
    synchronized RecordsOnly undurable(int times) {
        undurable = times;
        return this;
    }

    /** The next write fails, and then everything does. */
    synchronized void dying() {
        dying = true;
    }

    /** It goes away when it is asked for its parties, after {@code going}. */
    void goingWhenAsked(Runnable going) {
        asked = () -> {
            going.run();
            throw new EchoException(Kind.UNAVAILABLE, "closed");
        };
    }

    /** Nothing fails any more. */
    synchronized void mended() {
        dying = false;
        dead = false;
        refused = Optional.empty();
        undurable = 0;
    }

    RecordsOnly saying(Charge.State state) {
        new Charge(state, Bytes.hex("ee"), "x", "").note(this);
        return this;
    }

    Optional<Charge.State> note() {
        return Charge.of(this).map(Charge::state);
    }

    @Override
    public synchronized Optional<Bytes> get(String name) {
        requireAlive();
        return Optional.ofNullable(records.get(name));
    }

    @Override
    public synchronized void put(String name, Bytes value) {
        dead |= dying;
        requireAlive();
        if (refused.filter(state -> state == Charge.decode(value).state()).isPresent()) {
            throw new EchoException(Kind.STORAGE, "the disk is full");
        }
        records.put(name, value);
        if (undurable > 0) {
            undurable--;
            throw new EchoException(Kind.STORAGE, "the disk cannot force");
        }
    }

    private void requireAlive() {
        if (dead) {
            throw new EchoException(Kind.STORAGE, "the disk is dead");
        }
    }

    @Override
    public synchronized void delete(String name) {
        records.remove(name);
    }

    @Override
    public synchronized List<String> names(String prefix) {
        return List.copyOf(records.keySet());
    }

    @Override
    public FeedStore open(PartyKey party) {
        throw new UnsupportedOperationException("no party");
    }

    @Override
    public List<PartyKey> parties() {
        asked.run();
        return List.of();
    }

    @Override
    public BlobStore blobs(PartyKey party) {
        throw new UnsupportedOperationException("no party");
    }

    @Override
    public MetaStore meta() {
        return this;
    }
}
