package echo.storage.file.disk;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

/**
 * A folder of the machine's file system as a {@link Disk}. Folders that it makes are their owner's alone where the system
 * knows owners.
 *
 * <p>Any thread; but interrupting one inside closes its file (as every {@link FileChannel} does), which the store takes for
 * a failed disk.
 */
public final class NioDisk implements Disk {
    /*
     * POSIX locks belong to the process, and closing any descriptor of a locked file drops them. So a file that this
     * process has locked must not even be opened a second time; FileChannel finds that out only afterwards.
     */
    private static final Set<Path> LOCKED = new ConcurrentSkipListSet<>();

    private static final boolean POSIX =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");

    private final Path root;

    /** The disk whose root is {@code root}; the folder need not be there yet. */
    public NioDisk(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public void makeFolder(DiskPath folder) throws IOException {
        makeFolder(at(folder));
        for (DiskPath at = folder; !at.equals(DiskPath.ROOT); at = at.folder()) {
            forceFolder(at.folder()); // also where who made it came no further
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.getParent();
        if (above != null) {
            makeFolder(above);
        }
        try {
            if (POSIX) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectory(folder);
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
        if (above != null) {
            forceFolder(above);
        }
    }

    @Override
    public List<String> list(DiskPath folder) throws IOException {
        Path path = at(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public boolean exists(DiskPath file) {
        return Files.exists(at(file));
    }

    @Override
    public File open(DiskPath file) throws IOException {
        return new NioFile(FileChannel.open(
                at(file), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public File openToRead(DiskPath file) throws IOException {
        return new NioFile(FileChannel.open(at(file), StandardOpenOption.READ));
    }

    @Override
    public void replace(DiskPath from, DiskPath to) throws IOException {
        Files.move(at(from), at(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(DiskPath file) throws IOException {
        Files.delete(at(file));
    }

    @Override
    public void forceFolder(DiskPath folder) throws IOException {
        forceFolder(at(folder));
    }

    private static void forceFolder(Path folder) throws IOException {
        if (POSIX) { // elsewhere a folder cannot be opened, and its journal orders names by itself
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public Optional<Closeable> lock(DiskPath file) throws IOException {
        Path path = at(file.folder()).toRealPath().resolve(file.name());
        return lock(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public Optional<Closeable> lockToRead(DiskPath file) throws IOException {
        if (!exists(file)) {
            return Optional.of(() -> {});
        }
        return lock(at(file.folder()).toRealPath().resolve(file.name()), StandardOpenOption.READ);
    }

    /** Locks the file at {@code path}, shared with others who do no more than read if it is opened for reading alone. */
    @SuppressWarnings("MustBeClosedChecker") // the lock owns its channel
    private static Optional<Closeable> lock(Path path, StandardOpenOption... options) throws IOException {
        if (!LOCKED.add(path)) {
            return Optional.empty();
        }
        try {
            FileChannel channel = FileChannel.open(path, options);
            boolean shared = !List.of(options).contains(StandardOpenOption.WRITE);
            if (tryLock(channel, shared)) {
                return Optional.of(() -> unlock(path, channel));
            }
            unlock(path, channel);
            return Optional.empty();
        } catch (IOException e) {
            LOCKED.remove(path);
            throw e;
        }
    }

    /** Whether it is locked now; for who only reads also where the file system knows no locks. */
    private static boolean tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
        } catch (IOException e) {
            if (shared) {
                return true;
            }
            throw e;
        }
    }

    private static void unlock(Path path, FileChannel channel) throws IOException {
        try {
            channel.close();
        } finally {
            LOCKED.remove(path);
        }
    }

    @Override
    public String locate(DiskPath path) {
        return at(path).toString();
    }

    private Path at(DiskPath path) {
        return root.resolve(path.text());
    }

    /** A file behind a channel, whose position is never used. */
    private static final class NioFile implements File {
        /** Bytes that are rewritten at a time. */
        private static final int REWRITTEN = 1 << 16;

        private final FileChannel channel;

        NioFile(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            write(channel.size(), bytes, bytes.length);
        }

        private void write(long offset, byte[] bytes, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(bytes, 0, length);
            while (rest.hasRemaining()) {
                channel.write(rest, offset + rest.position());
            }
        }

        @Override
        public void rewrite(long offset) throws IOException {
            long size = channel.size();
            byte[] part = new byte[(int) Math.min(REWRITTEN, size - offset)];
            for (long at = offset; at < size; at += part.length) {
                int length = (int) Math.min(part.length, size - at);
                read(at, part, length);
                write(at, part, length);
            }
        }

        @Override
        public void read(long offset, byte[] target, int length) throws IOException {
            ByteBuffer rest = ByteBuffer.wrap(target, 0, length);
            while (rest.hasRemaining()) {
                int got = channel.read(rest, offset + rest.position());
                if (got < 0) {
                    throw new EOFException("the file ends before byte " + (offset + length));
                }
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
