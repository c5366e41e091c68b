package echo.storage.sqlite;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.blob.BlobStore;
import echo.api.blob.Cid;
import echo.api.blob.Sweeping;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The blobs of one party in the table {@code blob}. What is put or deleted waits in memory, at most {@value #WAITING_BYTES} bytes
 * and one blob more, until a force writes it in one transaction.
 *
 * <p>A stored blob whose bytes do not have its name is moved to the table {@code damaged_blob} when it is read: it is missing from
 * then on, so that it is fetched or made again.
 *
 * <p>Any thread; one at a time is served.
 */
// 1. Nothing of a blob is in the shared transaction but inside of force: what another store's failure rolls back is
// never a blob,
// and what a failed force did not write waits on for the next.
// 2. Deleted bytes are overwritten (secure_delete), and the log of writes, which may have them still, is cut.
public final class SqliteBlobStore implements BlobStore {
    /** So many bytes of blobs wait for a force; the next blob forces them. */
    static final int WAITING_BYTES = 4 << 20;

    /** So many deletions wait for a force; the next one forces them. */
    static final int WAITING_DELETIONS = 1 << 16;

    private static final String GET = "SELECT content FROM blob WHERE party = ? AND name = ?";
    private static final String HAS = "SELECT 1 FROM blob WHERE party = ? AND name = ?";
    private static final String NAMES = "SELECT name FROM blob WHERE party = ?";
    private static final String PUT = "INSERT OR IGNORE INTO blob (party, name, content) VALUES (?, ?, ?)";
    private static final String DELETE = "DELETE FROM blob WHERE party = ? AND name = ?";
    private static final String SET_ASIDE = "INSERT OR REPLACE INTO damaged_blob (party, name, content)"
            + " SELECT party, name, content FROM blob WHERE party = ? AND name = ?";

    private final Database database;
    private final PartyKey party;
    private final Consumer<String> notices;
    private final Sweeping sweeping;
    private final TreeMap<Cid, Bytes> put = new TreeMap<>();
    private final TreeSet<Cid> deleted = new TreeSet<>();
    private long putBytes;

    /** Whether something was deleted whose bytes may still be in the log of writes. */
    private boolean purge;

    SqliteBlobStore(Database database, PartyKey party, Consumer<String> notices) {
        this.database = database;
        this.party = party;
        this.notices = notices;
        this.sweeping = new Sweeping(database, this::names, this::delete);
    }

    @Override
    public Cid put(Bytes blob) {
        if (blob.size() > Limits.BLOB_BYTES) {
            throw new IllegalArgumentException(
                    "a blob has at most " + Limits.BLOB_BYTES + " bytes, not " + blob.size() + "; cut it up");
        }
        Cid cid = Cid.of(blob);
        synchronized (database) {
            if (!has(cid)) {
                put.put(cid, blob);
                putBytes += blob.size();
                sweeping.touched(cid);
            }
            if (putBytes > WAITING_BYTES) {
                write();
            }
        }
        return cid;
    }

    @Override
    public Optional<Bytes> get(Cid cid) {
        synchronized (database) {
            if (!has(cid)) {
                return Optional.empty();
            }
            if (put.containsKey(cid)) {
                return Optional.ofNullable(put.get(cid));
            }
            Optional<Bytes> stored =
                    database.first(GET, row -> Bytes.owning(Database.bytes(row, 1)), party.bytes(), cid.toString());
            if (stored.isPresent() && !Cid.of(stored.get()).equals(cid)) {
                throw setAside(cid);
            }
            return stored;
        }
    }

    private EchoException setAside(Cid cid) {
        database.writeNow(() -> {
            database.change(SET_ASIDE, party.bytes(), cid.toString());
            database.change(DELETE, party.bytes(), cid.toString());
        });
        String told = "blob " + cid + " of party " + party + " in " + database.file()
                + " is damaged: it is now in the table damaged_blob, and the blob is missing until a peer sends it or it is made"
                + " again";
        notices.accept(told);
        return new EchoException(Kind.CORRUPT, told);
    }

    @Override
    public boolean has(Cid cid) {
        synchronized (database) {
            database.requireOpen();
            boolean found = put.containsKey(cid) || (!deleted.contains(cid) && isStored(cid));
            if (found) {
                sweeping.touched(cid);
            }
            return found;
        }
    }

    private boolean isStored(Cid cid) {
        return database.first(HAS, row -> true, party.bytes(), cid.toString()).isPresent();
    }

    @Override
    public void delete(Cid cid) {
        synchronized (database) {
            database.requireOpen();
            Bytes waiting = put.remove(cid);
            putBytes -= waiting == null ? 0 : waiting.size();
            if (isStored(cid)) {
                deleted.add(cid);
            }
            if (deleted.size() > WAITING_DELETIONS) {
                write();
            }
        }
    }

    @Override
    public List<Cid> all() {
        return List.copyOf(names());
    }

    private NavigableSet<Cid> names() {
        synchronized (database) {
            NavigableSet<Cid> names = new TreeSet<>();
            database.all(NAMES, row -> Cid.parse(Database.text(row, 1)), party.bytes()).stream()
                    .flatMap(Optional::stream)
                    .forEach(names::add);
            names.removeAll(deleted);
            names.addAll(put.keySet());
            return names;
        }
    }

    @Override
    public void force() {
        synchronized (database) {
            write();
            if (purge && !database.purge()) {
                throw new EchoException(
                        Kind.STORAGE,
                        "deleted blobs are not gone yet: another program reads " + database.file()
                                + "; let it end, then try again");
            }
            purge = false;
        }
    }

    private void write() {
        database.writeNow(() -> {
            for (Cid cid : deleted) {
                database.change(DELETE, party.bytes(), cid.toString());
            }
            for (Cid cid : put.keySet()) {
                database.change(PUT, party.bytes(), cid.toString(), put.get(cid));
            }
        });
        purge |= !deleted.isEmpty();
        deleted.clear();
        put.clear();
        putBytes = 0;
    }

    @Override
    public Hold hold() {
        return sweeping.hold();
    }

    @Override
    public Sweep sweep() {
        return sweeping.sweep();
    }
}
