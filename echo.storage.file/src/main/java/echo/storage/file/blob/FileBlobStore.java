package echo.storage.file.blob;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.Limits;
import echo.api.blob.BlobStore;
import echo.api.blob.Cid;
import echo.api.blob.Sweeping;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Blobs, one file for each, in one folder. Any thread; one at a time is served.
 *
 * <p>A stored file whose bytes do not have its name is moved aside, under a name that ends in {@value #DAMAGED}, when it is read:
 * the blob is missing from then on, so that it is fetched or made again.
 *
 * <p>Source of the bytes: docs/format.md, "Blobs".
 */
// 1. A blob's name appears only by the renaming of a file whose bytes are on disk: what has the name is whole after a
// power cut.
// 2. What was put and not forced has its file under an unfinished name, which no opening takes for a blob.
// 3. After a force that failed nothing is taken for written, neither bytes nor names: what was put since the last good
// one is read, compared with its name, and put once more, into a new file under a new name. What is not as it was put
// any more is set aside and reported. So the names that a force gave are remembered until the folder is forced.
public final class FileBlobStore implements BlobStore {
    /** The end of the names of files that were found damaged. */
    public static final String DAMAGED = ".damaged";

    /** So many blobs wait for a force at most; the next one forces them. */
    static final int WAITING = 1_024;

    private final Disk disk;
    private final DiskPath folder;
    private final Consumer<String> notices;
    private final TreeSet<Cid> waiting = new TreeSet<>();
    /** Those that got their names after the last force of the folder that did not fail. */
    private final TreeSet<Cid> named = new TreeSet<>();

    /** What was put and gone before a force could keep it: no force is good until it is put again or deleted. */
    private final TreeSet<Cid> lost = new TreeSet<>();

    private final Sweeping sweeping = new Sweeping(this, this::names, this::delete);

    /** Whether a force failed, so that the system may take for written what is not. */
    private boolean doubtful;

    private boolean closed;

    private FileBlobStore(Disk disk, DiskPath folder, Consumer<String> notices) {
        this.disk = disk;
        this.folder = folder;
        this.notices = notices;
    }

    /**
     * Opens, and if need be creates, the blobs in {@code folder}. At most one store for each folder.
     *
     * @param notices takes a line for people when a damaged file was moved aside
     * @throws EchoException of kind {@code STORAGE} if the disk fails
     */
    public static FileBlobStore open(Disk disk, DiskPath folder, Consumer<String> notices) {
        try {
            disk.makeFolder(folder);
            disk.deleteUnfinished(folder);
            disk.forceFolder(folder); // a blob that is there is durable, whoever put it
            return new FileBlobStore(disk, folder, notices);
        } catch (IOException e) {
            throw failed("open the blobs in " + disk.locate(folder), e);
        }
    }

    /**
     * Looks at every blob in {@code folder} and changes nothing.
     *
     * @param damaged takes the file's name and what is wrong with it, for people: also that it cannot be read
     * @return the number of blobs
     * @throws IOException if the disk fails
     */
    public static int check(Disk disk, DiskPath folder, BiConsumer<String, String> damaged) throws IOException {
        int blobs = 0;
        for (String name : disk.list(folder)) {
            Optional<Cid> cid = Cid.parse(name);
            if (cid.isPresent()) {
                DiskPath file = folder.resolve(name);
                BlobFile.Content content = BlobFile.look(disk, file, cid.get());
                if (content.blob().isEmpty()) {
                    damaged.accept(name, content.damage());
                }
                blobs++;
            }
        }
        return blobs;
    }

    @Override
    public synchronized Cid put(Bytes blob) {
        if (blob.size() > Limits.BLOB_BYTES) {
            throw new IllegalArgumentException(
                    "a blob has at most " + Limits.BLOB_BYTES + " bytes, not " + blob.size() + "; cut it up");
        }
        Cid cid = Cid.of(blob);
        if (!isWhole(cid)) {
            write(cid, blob);
            sweeping.touched(cid);
        }
        if (waiting.size() > WAITING) {
            force();
        }
        return cid;
    }

    /** Whether the blob is there as it was written; what is damaged is set aside. */
    private boolean isWhole(Cid cid) {
        try {
            return get(cid).isPresent();
        } catch (EchoException e) {
            if (e.kind() == Kind.CORRUPT) {
                return false;
            }
            throw e;
        }
    }

    private void write(Cid cid, Bytes blob) {
        try {
            write(unfinished(cid), blob);
        } catch (IOException e) {
            throw failed("write " + disk.locate(unfinished(cid)), e);
        }
        waiting.add(cid);
        lost.remove(cid);
    }

    private void write(DiskPath file, Bytes blob) throws IOException {
        if (disk.exists(file)) { // of an attempt that failed
            disk.delete(file);
        }
        try (Disk.File open = disk.open(file)) {
            BlobFile.write(open, blob);
        }
    }

    @Override
    public synchronized Optional<Bytes> get(Cid cid) {
        if (!has(cid)) {
            return Optional.empty();
        }
        DiskPath file = waiting.contains(cid) ? unfinished(cid) : finished(cid);
        try {
            BlobFile.Content content = BlobFile.read(disk, file, cid);
            if (content.blob().isEmpty()) {
                throw setAside(cid, file, content.damage());
            }
            return content.blob();
        } catch (IOException e) {
            throw failed("read " + disk.locate(file), e);
        }
    }

    /**
     * Gives a damaged file another name, durably, and returns that.
     *
     * @throws IOException if the disk fails
     */
    public static DiskPath setAside(Disk disk, DiskPath damaged) throws IOException {
        DiskPath aside = damaged.folder().resolve(damaged.name().replace(Disk.UNFINISHED, "") + DAMAGED);
        disk.replace(damaged, aside);
        disk.forceFolder(damaged.folder());
        return aside;
    }

    private EchoException setAside(Cid cid, DiskPath file, String damage) throws IOException {
        DiskPath aside = setAside(disk, file);
        gone(cid);
        String told = "blob " + cid + " is damaged (" + damage + "): its file is now " + disk.locate(aside)
                + ", and the blob is missing until a peer sends it or it is made again";
        notices.accept(told);
        return new EchoException(Kind.CORRUPT, told);
    }

    private void gone(Cid cid) {
        if (waiting.contains(cid) || named.contains(cid)) {
            lost.add(cid);
        }
        waiting.remove(cid);
        named.remove(cid);
    }

    @Override
    public synchronized boolean has(Cid cid) {
        requireOpen();
        boolean found = waiting.contains(cid) || disk.exists(finished(cid));
        if (found) {
            sweeping.touched(cid);
        }
        return found;
    }

    @Override
    public synchronized void delete(Cid cid) {
        requireOpen();
        for (DiskPath file : List.of(unfinished(cid), finished(cid))) {
            try {
                if (disk.exists(file)) {
                    disk.delete(file);
                }
            } catch (IOException e) {
                throw failed("delete " + disk.locate(file), e);
            }
        }
        waiting.remove(cid);
        named.remove(cid);
        lost.remove(cid);
    }

    @Override
    public synchronized List<Cid> all() {
        return List.copyOf(names());
    }

    private NavigableSet<Cid> names() {
        requireOpen();
        try {
            NavigableSet<Cid> names = new TreeSet<>(waiting);
            disk.list(folder).forEach(name -> Cid.parse(name).ifPresent(names::add));
            return names;
        } catch (IOException e) {
            throw failed("list " + disk.locate(folder), e);
        }
    }

    @Override
    public synchronized void force() {
        requireOpen();
        if (!lost.isEmpty()) {
            throw new EchoException(
                    Kind.STORAGE,
                    "blob " + lost.first()
                            + " is gone before it was durable, and with it perhaps others; put it again or"
                            + " delete it");
        }
        try {
            if (doubtful) {
                putAnew();
            }
            for (Cid cid : waiting) {
                forceBytes(cid);
            }
            while (!waiting.isEmpty()) {
                Cid cid = waiting.first();
                disk.replace(unfinished(cid), finished(cid));
                waiting.remove(cid);
                named.add(cid);
            }
            disk.forceFolder(folder);
            named.clear();
            doubtful = false;
        } catch (IOException e) {
            doubtful = true;
            throw failed("force the blobs in " + disk.locate(folder), e);
        }
    }

    /**
     * Writes all that was put since the last good force into new files.
     *
     * @throws EchoException of kind {@code CORRUPT} if one is not as it was put, and is set aside
     */
    private void putAnew() throws IOException {
        TreeSet<Cid> doubted = new TreeSet<>(waiting);
        doubted.addAll(named);
        for (Cid cid : doubted) {
            DiskPath file = waiting.contains(cid) ? unfinished(cid) : finished(cid);
            if (!disk.exists(file)) {
                gone(cid);
                throw new IOException("there is no " + disk.locate(file) + " any more");
            }
            BlobFile.Content content = BlobFile.read(disk, file, cid);
            if (content.blob().isEmpty()) {
                throw setAside(cid, file, content.damage());
            }
            DiskPath anew = folder.resolve(unfinished(cid).name() + Disk.UNFINISHED);
            write(anew, content.blob().get());
            disk.replace(anew, unfinished(cid));
            waiting.add(cid);
        }
    }

    private void forceBytes(Cid cid) throws IOException {
        if (!disk.exists(unfinished(cid))) { // opening it would make an empty one
            throw new IOException("there is no " + disk.locate(unfinished(cid)));
        }
        try (Disk.File file = disk.open(unfinished(cid))) {
            file.force();
        }
    }

    @Override
    public Hold hold() {
        return sweeping.hold();
    }

    @Override
    public Sweep sweep() {
        return sweeping.sweep();
    }

    /** Lets nobody use this store any more: its folder may be another's from now on. What was not forced may be lost. */
    public synchronized void close() {
        closed = true;
    }

    private void requireOpen() {
        if (closed) {
            throw new EchoException(
                    Kind.UNAVAILABLE, "the blobs in " + disk.locate(folder) + " are closed; start their storage");
        }
    }

    private DiskPath finished(Cid cid) {
        return folder.resolve(cid.toString());
    }

    private DiskPath unfinished(Cid cid) {
        return folder.resolve(cid + Disk.UNFINISHED);
    }

    private static EchoException failed(String what, IOException cause) {
        return new EchoException(
                Kind.STORAGE,
                "cannot " + what + " (" + cause.getMessage() + "): check the disk and its free space, then try again",
                cause);
    }
}
