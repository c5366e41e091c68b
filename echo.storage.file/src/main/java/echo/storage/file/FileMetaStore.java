package echo.storage.file;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.Limits;
import echo.api.feed.MetaStore;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/** Small records, one file for each, written whole. */
public final class FileMetaStore implements MetaStore {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-][a-z0-9.-]{0,127}");
    private static final long MAGIC = Bytes.utf8("ECHOMETA").longAt(0);
    private static final int VERSION = 1;

    /** Bytes of a file beyond name and value: magic, version, two sizes, checksum. */
    private static final int FIXED = Long.BYTES + 4 * Integer.BYTES;

    private final Disk disk;
    private final DiskPath folder;

    private FileMetaStore(Disk disk, DiskPath folder) {
        this.disk = disk;
        this.folder = folder;
    }

    /**
     * Opens, and if need be creates, the records in {@code folder}.
     *
     * @throws EchoException of kind {@code STORAGE} if the disk fails
     */
    public static FileMetaStore open(Disk disk, DiskPath folder) {
        try {
            disk.makeFolder(folder);
            disk.deleteUnfinished(folder);
            disk.forceFolder(folder); // names are read before they need be durable
            return new FileMetaStore(disk, folder);
        } catch (IOException e) {
            throw failed("open the records in " + disk.locate(folder), e);
        }
    }

    /** The records in {@code folder} as they are; nothing is tidied up, or made durable. */
    public static FileMetaStore at(Disk disk, DiskPath folder) {
        return new FileMetaStore(disk, folder);
    }

    @Override
    public synchronized Optional<Bytes> get(String name) {
        DiskPath file = file(name);
        if (!disk.exists(file)) {
            return Optional.empty();
        }
        try (Disk.File open = disk.openToRead(file)) {
            long size = open.size();
            if (size > FIXED + name.length() + Limits.META_BYTES) {
                throw corrupt(file, "has " + size + " bytes, more than a record may have");
            }
            byte[] bytes = new byte[(int) size];
            open.read(0, bytes, bytes.length);
            return Optional.of(decode(name, bytes, file));
        } catch (IOException e) {
            throw failed("read " + disk.locate(file), e);
        }
    }

    @Override
    public synchronized void put(String name, Bytes value) {
        DiskPath file = file(name);
        if (value.size() > Limits.META_BYTES) {
            throw new IllegalArgumentException(
                    "a record has at most " + Limits.META_BYTES + " bytes, " + name + " has " + value.size());
        }
        try {
            disk.writeWhole(file, target -> target.append(encode(name, value)));
        } catch (IOException e) {
            throw failed("write " + disk.locate(file), e);
        }
    }

    @Override
    public synchronized void delete(String name) {
        DiskPath file = file(name);
        try {
            if (disk.exists(file)) {
                disk.delete(file);
            }
            disk.forceFolder(folder); // also where an earlier call deleted it and could not force
        } catch (IOException e) {
            throw failed("delete " + disk.locate(file), e);
        }
    }

    @Override
    public synchronized List<String> names(String prefix) {
        try {
            return disk.list(folder).stream()
                    .filter(name ->
                            name.startsWith(prefix) && NAME.matcher(name).matches())
                    .toList();
        } catch (IOException e) {
            throw failed("list " + disk.locate(folder), e);
        }
    }

    private DiskPath file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a record's name has 1 to 128 of a-z, 0-9, - and ., not first a dot: " + name);
        }
        return folder.resolve(name);
    }

    private static byte[] encode(String name, Bytes value) {
        ByteBuffer buffer = ByteBuffer.allocate(FIXED + name.length() + value.size());
        buffer.putLong(MAGIC).putInt(VERSION);
        buffer.putInt(name.length()).put(Bytes.utf8(name).toByteArray());
        buffer.putInt(value.size()).put(value.toByteArray());
        buffer.putInt(checksum(buffer.array()));
        return buffer.array();
    }

    private Bytes decode(String name, byte[] bytes, DiskPath file) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < FIXED + name.length() || buffer.getLong() != MAGIC) {
            throw corrupt(file, "is not a record");
        }
        int version = buffer.getInt();
        if (buffer.getInt(bytes.length - Integer.BYTES) != checksum(bytes)) {
            throw corrupt(file, "fails its checksum");
        }
        if (version != VERSION) {
            throw corrupt(file, "has format version " + version + ", this node knows version " + VERSION);
        }
        Bytes value = Bytes.copyOf(bytes).slice(FIXED - Integer.BYTES + name.length(), bytes.length - Integer.BYTES);
        if (!Arrays.equals(encode(name, value), bytes)) {
            throw corrupt(file, "is the record of another name");
        }
        return value;
    }

    private static int checksum(byte[] record) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, record.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    private EchoException corrupt(DiskPath file, String reason) {
        return new EchoException(
                Kind.CORRUPT,
                disk.locate(file) + " " + reason + "; it was left as it is: restore it from a backup or remove it");
    }

    private static EchoException failed(String what, IOException cause) {
        return new EchoException(
                Kind.STORAGE,
                "cannot " + what + " (" + cause.getMessage() + "): check the disk and its free space",
                cause);
    }
}
