package echo.storage.file;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.PartyKey;
import echo.api.blob.BlobStore;
import echo.api.feed.FeedStore;
import echo.api.feed.GroupCommit;
import echo.api.feed.MetaStore;
import echo.api.feed.Storage;
import echo.api.feed.Verified;
import echo.storage.file.blob.FileBlobStore;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The data folder of a node: a log for each party, the node's small records, and the lock that keeps a second node out.
 *
 * <pre>
 *   lock
 *   parties/&lt;party key in hex&gt;/00000000.log, 00000000.index, 00000001.log, …
 *   parties/&lt;party key in hex&gt;/blobs/&lt;name of the blob&gt;
 *   meta/&lt;name&gt;
 * </pre>
 *
 * <p>Any thread. Closing it closes its stores and gives the lock back.
 */
public final class FileStorage implements Storage, AutoCloseable {
    /**
     * What suits one user and not another.
     *
     * @param segmentBytes as {@link FileFeedStore#SEGMENT_BYTES}, which is the default
     * @param commits what {@link FileStorage#commits} tells nodes; the storage forces whenever it is asked to
     */
    public record Settings(long segmentBytes, GroupCommit commits) {
        /** What suits most. */
        public static final Settings DEFAULT = new Settings(FileFeedStore.SEGMENT_BYTES, GroupCommit.DEFAULT);

        /** The default with segments of another size. */
        public static Settings ofSegments(long bytes) {
            return new Settings(bytes, GroupCommit.DEFAULT);
        }
    }

    static final DiskPath PARTIES = new DiskPath("parties");
    static final String BLOBS = "blobs";
    static final DiskPath META = new DiskPath("meta");
    /** How often a log is read whose files are moved meanwhile. */
    private static final int TRIES = 3;

    static final DiskPath LOCK = new DiskPath("lock");

    private final Disk disk;
    private final Settings settings;
    private final RandomGenerator random;
    private final Consumer<String> notices;
    private final Closeable lock;
    private final FileMetaStore meta;
    private final TreeMap<PartyKey, FileFeedStore> open = new TreeMap<>();
    private final TreeMap<PartyKey, FileBlobStore> blobs = new TreeMap<>();
    private boolean closed;

    private FileStorage(
            Disk disk, Settings settings, RandomGenerator random, Consumer<String> notices, Closeable lock) {
        this.disk = disk;
        this.settings = settings;
        this.random = random;
        this.notices = notices;
        this.lock = lock;
        this.meta = FileMetaStore.open(disk, META);
    }

    /**
     * Opens, and if need be creates, the data folder that is the root of {@code disk}.
     *
     * @param random source of log markers; should be unforeseeable where payloads come from others
     * @param notices takes a line for people when a log had to be mended
     * @throws EchoException of kind {@code STORAGE} if another node uses the folder, or it cannot be written
     */
    public static FileStorage open(Disk disk, RandomGenerator random, Consumer<String> notices) {
        return open(disk, Settings.DEFAULT, random, notices);
    }

    /**
     * As {@link #open(Disk, RandomGenerator, Consumer)}, with other settings.
     *
     * @throws EchoException as there
     */
    public static FileStorage open(Disk disk, Settings settings, RandomGenerator random, Consumer<String> notices) {
        String folder = disk.locate(DiskPath.ROOT);
        try {
            disk.makeFolder(PARTIES);
            Closeable lock = disk.lock(LOCK)
                    .orElseThrow(() -> new EchoException(
                            Kind.STORAGE,
                            "the data folder " + folder
                                    + " is in use by another node; stop that one or choose another folder"));
            try {
                return new FileStorage(disk, settings, random, notices, lock);
            } catch (EchoException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new EchoException(
                    Kind.STORAGE,
                    "cannot write in the data folder " + folder + " ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage()
                            + "); make it writable or choose another folder",
                    e);
        }
    }

    @Override
    public synchronized FeedStore open(PartyKey party) {
        requireClosed(party);
        FileFeedStore store = FileFeedStore.open(new LogFolder(disk, folder(party), party), settings, random, notices);
        open.put(party, store);
        return store;
    }

    @Override
    public synchronized List<String> repair(PartyKey party) {
        requireClosed(party);
        List<String> told = new ArrayList<>();
        try {
            new Fsck(disk, finding -> told.add(finding.toString())).repair(party, meta, random);
        } catch (IOException e) {
            throw new EchoException(
                    Kind.STORAGE,
                    "cannot repair the feeds in " + disk.locate(folder(party)) + " (" + e.getMessage() + ")",
                    e);
        }
        return told;
    }

    /**
     * {@inheritDoc} This one reads each file of the log once, byte by byte, up to where it is written when this begins; and once
     * more if trimmed blocks were erased meanwhile.
     *
     * @throws EchoException also of kind {@code STORAGE} if the disk cannot be read, and {@code CORRUPT} if something is damaged
     *     that no repair mends
     */
    @Override
    public Verified verify(PartyKey party) {
        for (int left = TRIES; left > 0; left--) {
            Optional<Verified> read = look(party);
            if (read.isPresent()) {
                return read.get();
            }
        }
        throw new EchoException(
                Kind.UNAVAILABLE,
                "the feeds of party " + party
                        + " were opened, closed or trimmed while they were read; verify them again");
    }

    /** Reads the log; nothing if its files were moved meanwhile. */
    private Optional<Verified> look(PartyKey party) {
        LogFolder log = new LogFolder(disk, folder(party), party);
        List<String> faults = new ArrayList<>();
        Optional<FileFeedStore> store = openStore(party);
        Optional<LogEnd> end = store.flatMap(FileFeedStore::end);
        LogCheck.Segments segments = number -> store.isPresent() ? store.get().look(number) : lookUnopened(log, number);
        try {
            LogCheck check = LogCheck.of(log, segments, end, finding -> {
                if (finding.kind() != Finding.Kind.NOTE) {
                    faults.add(finding.toString());
                }
            });
            return isMoved(party, store, end)
                    ? Optional.empty()
                    : Optional.of(new Verified(check.feeds(), check.blocks(), faults));
        } catch (IOException | EchoException e) {
            if (isMoved(party, store, end)) {
                return Optional.empty();
            }
            if (e instanceof EchoException told) {
                throw told;
            }
            throw new EchoException(Kind.STORAGE, "cannot read the feeds in " + log + " (" + e.getMessage() + ")", e);
        }
    }

    private synchronized Optional<SegmentReader> lookUnopened(LogFolder log, int number) throws IOException {
        if (openStore(log.party()).isPresent()) {
            throw new IOException("its store was opened meanwhile");
        }
        return log.look(number);
    }

    private synchronized Optional<FileFeedStore> openStore(PartyKey party) {
        requireOpen();
        return Optional.ofNullable(open.get(party)).filter(store -> !store.isClosed());
    }

    /** Whether the files of a log may be others than they were when {@code store} kept it and it ended at {@code end}. */
    private boolean isMoved(PartyKey party, Optional<FileFeedStore> store, Optional<LogEnd> end) {
        Optional<FileFeedStore> now = openStore(party);
        return !now.equals(store)
                || !now.flatMap(FileFeedStore::end).map(LogEnd::rewrites).equals(end.map(LogEnd::rewrites));
    }

    @Override
    public synchronized List<PartyKey> parties() {
        requireOpen();
        try {
            List<PartyKey> parties = new ArrayList<>();
            for (String name : disk.list(PARTIES)) {
                Optional<PartyKey> party = partyOf(name);
                if (party.isPresent() && FileFeedStore.isIn(disk, folder(party.get()))) {
                    parties.add(party.get());
                }
            }
            return List.copyOf(parties);
        } catch (IOException e) {
            throw new EchoException(
                    Kind.STORAGE, "cannot list " + disk.locate(PARTIES) + " (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public synchronized BlobStore blobs(PartyKey party) {
        requireOpen();
        return blobs.computeIfAbsent(
                party, key -> FileBlobStore.open(disk, folder(key).resolve(BLOBS), notices));
    }

    @Override
    public MetaStore meta() {
        return meta;
    }

    @Override
    public GroupCommit commits() {
        return settings.commits();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        blobs.values().forEach(FileBlobStore::close);
        try (lock) {
            closeAll(new ArrayDeque<>(open.values()));
        } catch (IOException e) {
            throw new EchoException(
                    Kind.STORAGE, "cannot unlock " + disk.locate(DiskPath.ROOT) + " (" + e.getMessage() + ")", e);
        }
    }

    /** Closes each, also when one before it fails. */
    private static void closeAll(ArrayDeque<FileFeedStore> stores) {
        if (!stores.isEmpty()) {
            try {
                stores.removeFirst().close();
            } finally {
                closeAll(stores);
            }
        }
    }

    private void requireClosed(PartyKey party) {
        requireOpen();
        FileFeedStore known = open.get(party);
        if (known != null && !known.isClosed()) {
            throw new IllegalStateException("the feeds of party " + party + " are open already");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new EchoException(
                    Kind.UNAVAILABLE,
                    "the data folder " + disk.locate(DiskPath.ROOT) + " is closed; start its storage");
        }
    }

    static DiskPath folder(PartyKey party) {
        return PARTIES.resolve(party.bytes().toHex());
    }

    /** The party whose folder has that name; anything else in the folder is not ours to judge. */
    static Optional<PartyKey> partyOf(String name) {
        return name.matches("[0-9a-f]{64}") ? Optional.of(new PartyKey(Bytes.hex(name))) : Optional.empty();
    }
}
