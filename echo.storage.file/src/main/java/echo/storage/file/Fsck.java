package echo.storage.file;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.PartyKey;
import echo.api.feed.MetaStore;
import echo.storage.file.blob.FileBlobStore;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Looks at a data folder that no node uses, byte by byte, and repairs its logs if that is wanted. What bytes mean (links,
 * signatures) is not its business: a node verifies that.
 *
 * <p>One thread.
 */
public final class Fsck {
    private final Disk disk;
    private final Consumer<Finding> findings;
    private int parties;
    private int feeds;
    private long blocks;
    private int records;
    private int blobs;

    /** {@code findings} hears of each fault as it is found. */
    public Fsck(Disk disk, Consumer<Finding> findings) {
        this.disk = disk;
        this.findings = findings;
    }

    /**
     * Looks at everything and changes nothing: it needs no leave to write.
     *
     * @throws EchoException of kind {@code STORAGE} if a node uses the folder, or it cannot be read
     */
    public void look() {
        underLock(() -> disk.lockToRead(FileStorage.LOCK), () -> each(party -> {}, blob -> {}));
    }

    /**
     * Looks at everything and makes the logs whole, up to what they lack. What is taken out of a log stays in files beside it.
     *
     * @param random source of log markers; should be unforeseeable
     * @throws EchoException of kind {@code STORAGE} if a node uses the folder, or it cannot be read or written
     */
    public void repair(RandomGenerator random) {
        underLock(() -> disk.lock(FileStorage.LOCK), () -> {
            MetaStore records = FileMetaStore.open(disk, FileStorage.META);
            each(check -> check.repair(records, random), this::setAside);
        });
    }

    /** What was looked at, for people. */
    public String summary() {
        return parties + " parties, " + feeds + " feeds, " + blocks + " blocks, " + records + " records, " + blobs
                + " blobs";
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    @FunctionalInterface
    private interface Then {
        void accept(Checked log) throws IOException;
    }

    @FunctionalInterface
    private interface Lock {
        Optional<Closeable> take() throws IOException;
    }

    @FunctionalInterface
    private interface OnBlob {
        void accept(DiskPath damaged) throws IOException;
    }

    /** A log that was looked at. */
    private record Checked(LogFolder folder, LogCheck check, Consumer<Finding> findings) {
        void repair(MetaStore records, RandomGenerator random) throws IOException {
            new LogRepair(folder, records, findings).repair(check, random);
        }
    }

    /** Repairs one party's log, under the lock of who calls, whose {@code records} are the node's. */
    void repair(PartyKey party, MetaStore records, RandomGenerator random) throws IOException {
        log(party, check -> check.repair(records, random));
    }

    private void underLock(Lock taking, Work work) {
        String folder = disk.locate(DiskPath.ROOT);
        try {
            Closeable lock = taking.take()
                    .orElseThrow(() -> new EchoException(
                            Kind.STORAGE, "the data folder " + folder + " is in use by a node; stop it first"));
            try (lock) {
                work.run();
            }
        } catch (IOException e) {
            throw new EchoException(
                    Kind.STORAGE,
                    "the data folder " + folder + " cannot be read or written ("
                            + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    e);
        }
    }

    private void each(Then then, OnBlob onBlob) throws IOException {
        for (String name : disk.list(FileStorage.PARTIES)) {
            Optional<PartyKey> party = FileStorage.partyOf(name);
            if (party.isPresent()) {
                log(party.get(), then);
                blobs(FileStorage.folder(party.get()), onBlob);
            }
        }
        records();
    }

    private void log(PartyKey party, Then then) throws IOException {
        LogFolder folder = new LogFolder(disk, FileStorage.folder(party), party);
        if (disk.exists(folder.repair())) {
            findings.accept(new Finding(
                    Finding.Kind.DAMAGED,
                    disk.locate(FileStorage.folder(party)),
                    "a repair was begun and not finished"));
        }
        LogCheck check = LogCheck.of(folder, findings);
        parties++;
        feeds += check.feeds();
        blocks += check.blocks();
        then.accept(new Checked(folder, check, findings));
    }

    private void blobs(DiskPath party, OnBlob onBlob) throws IOException {
        DiskPath folder = party.resolve(FileStorage.BLOBS);
        List<DiskPath> damaged = new ArrayList<>();
        blobs += FileBlobStore.check(disk, folder, (name, damage) -> {
            DiskPath file = folder.resolve(name);
            findings.accept(new Finding(Finding.Kind.DAMAGED, disk.locate(file), damage));
            damaged.add(file);
        });
        for (DiskPath file : damaged) {
            onBlob.accept(file);
        }
    }

    /** Gives a damaged blob another name, so that it is missing and is fetched or made again. */
    private void setAside(DiskPath blob) throws IOException {
        DiskPath aside = FileBlobStore.setAside(disk, blob);
        findings.accept(new Finding(
                Finding.Kind.REPAIRED,
                disk.locate(blob),
                "is set aside, and now " + aside.name() + "; peers send the blob, or it is made again"));
    }

    private void records() {
        FileMetaStore meta = FileMetaStore.at(disk, FileStorage.META);
        for (String name : meta.names("")) {
            records++;
            try {
                Optional<Bytes> read = meta.get(name);
                assert read.isPresent();
            } catch (EchoException e) {
                findings.accept(new Finding(
                        Finding.Kind.DAMAGED,
                        disk.locate(FileStorage.META.resolve(name)),
                        String.valueOf(e.getMessage())));
            }
        }
    }
}
