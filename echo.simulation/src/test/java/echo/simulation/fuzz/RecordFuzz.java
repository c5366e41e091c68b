package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.blob.Cid;
import echo.simulation.disk.MemoryDisk;
import echo.storage.file.FileMetaStore;
import echo.storage.file.blob.FileBlobStore;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of a node's small records and of blobs, as they are and with a record's checksum set right: what is read is what those
 * bytes would be written for.
 */
class RecordFuzz {
    private static final DiskPath FOLDER = new DiskPath("folder");
    private static final DiskPath RECORD = FOLDER.resolve("name");
    private static final Bytes BLOB = Bytes.utf8("blob");
    private static final DiskPath BLOB_FILE = FOLDER.resolve(Cid.of(BLOB).toString());

    static Stream<Arguments> seeds() throws IOException {
        MemoryDisk disk = new MemoryDisk();
        FileMetaStore.open(disk, FOLDER).put("name", Bytes.utf8("value"));
        FileBlobStore blobs = FileBlobStore.open(disk, FOLDER, notice -> {});
        blobs.put(BLOB);
        blobs.force();
        return Seeds.of(Stream.of(Bytes.owning(disk.content(RECORD)), Bytes.owning(disk.content(BLOB_FILE))));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aRecordOrBlobIsWhatWasWrittenOrItsFileIsNamedDamaged(byte[] input) throws IOException {
        isRecordOrDamaged(input);
        if (input.length >= Integer.BYTES) {
            isRecordOrDamaged(mended(input));
        }
        isBlobOrDamaged(input);
    }

    private static void isRecordOrDamaged(byte[] file) throws IOException {
        MemoryDisk disk = disk(RECORD, file);
        FileMetaStore store = FileMetaStore.open(disk, FOLDER);
        Optional<Bytes> value;
        try {
            value = Promise.inProportion(file.length, () -> store.get("name"));
        } catch (EchoException damaged) {
            Promise.isTrouble(damaged, Set.of(EchoException.Kind.CORRUPT));
            return;
        }
        store.put("name", value.orElseThrow());
        assertArrayEquals(file, disk.content(RECORD));
    }

    private static void isBlobOrDamaged(byte[] file) throws IOException {
        FileBlobStore store = FileBlobStore.open(disk(BLOB_FILE, file), FOLDER, notice -> {});
        try {
            assertEquals(Optional.of(BLOB), Promise.inProportion(file.length, () -> store.get(Cid.of(BLOB))));
        } catch (EchoException damaged) {
            Promise.isTrouble(damaged, Set.of(EchoException.Kind.CORRUPT));
        }
    }

    private static MemoryDisk disk(DiskPath path, byte[] file) throws IOException {
        MemoryDisk disk = new MemoryDisk();
        disk.makeFolder(FOLDER);
        try (Disk.File open = disk.open(path)) {
            open.append(file);
        }
        return disk;
    }

    private static byte[] mended(byte[] file) {
        byte[] mended = file.clone();
        CRC32C crc = new CRC32C();
        crc.update(mended, 0, mended.length - Integer.BYTES);
        return ByteBuffer.wrap(mended)
                .putInt(mended.length - Integer.BYTES, (int) crc.getValue())
                .array();
    }
}
