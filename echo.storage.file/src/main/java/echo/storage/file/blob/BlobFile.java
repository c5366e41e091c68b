package echo.storage.file.blob;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.blob.Cid;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/** The file of one blob: magic, version, the blob's bytes. Its name is the checksum. */
final class BlobFile {
    /** Bytes before the blob. */
    static final int HEADER = Long.BYTES + Integer.BYTES;

    private static final Bytes MAGIC = Bytes.utf8("ECHOBLOB");
    private static final Bytes VERSION = Bytes.hex("00000001");

    private BlobFile() {}

    static void write(Disk.File file, Bytes blob) throws IOException {
        file.append(Bytes.concat(MAGIC, VERSION, blob).toByteArray());
    }

    /** What is wrong with the file of {@code cid}, or its blob. */
    static Content read(Disk disk, DiskPath path, Cid cid) throws IOException {
        try (Disk.File file = disk.openToRead(path)) {
            return read(file, file.size(), cid);
        }
    }

    /** As {@link #read}; where the disk cannot read it, that is what is wrong. */
    static Content look(Disk disk, DiskPath path, Cid cid) throws IOException {
        try (Disk.File file = disk.openToRead(path)) {
            long size = file.size(); // a disk that cannot tell it has failed as a whole
            try {
                return read(file, size, cid);
            } catch (EOFException e) {
                throw e;
            } catch (IOException e) {
                return Content.damaged("the disk cannot read it: " + e.getMessage());
            }
        }
    }

    private static Content read(Disk.File file, long size, Cid cid) throws IOException {
        if (size < HEADER || size > HEADER + Limits.BLOB_BYTES) {
            return Content.damaged("it has " + size + " bytes");
        }
        byte[] all = new byte[(int) size];
        file.read(0, all, all.length);
        return decode(Bytes.owning(all), cid);
    }

    private static Content decode(Bytes all, Cid cid) {
        if (!all.slice(0, MAGIC.size()).equals(MAGIC)) {
            return Content.damaged("it does not begin as a blob's file does");
        }
        if (!all.slice(MAGIC.size(), HEADER).equals(VERSION)) {
            return Content.damaged("it has another version than 1");
        }
        Bytes blob = all.slice(HEADER, all.size());
        return Hash.of(blob).equals(cid.hash())
                ? new Content(Optional.of(blob), "")
                : Content.damaged("its bytes do not have that name");
    }

    /**
     * What a file holds.
     *
     * @param blob the blob, if the file is as it was written
     * @param damage what is wrong with it otherwise
     */
    record Content(Optional<Bytes> blob, String damage) {
        private static Content damaged(String how) {
            return new Content(Optional.empty(), how);
        }
    }
}
