package echo.storage.file.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What the store needs of a file system, and what it may count on after a power cut: a file's bytes are there once
 * {@link File#force} has returned, a name (made, replaced, deleted) once {@link #forceFolder} has. Before that, any part of the
 * change may be there.
 *
 * <p>Every method throws {@link IOException} when the disk fails. Any thread.
 */
@ConsumerType
public interface Disk {
    /** The suffix of files that {@link #writeWhole} has not finished. */
    String UNFINISHED = "~";

    /** A file that grows at its end. One thread at a time. */
    @ConsumerType
    interface File extends Closeable {
        /** Size in bytes. */
        long size() throws IOException;

        /** Writes all of {@code bytes} at the end. After a failure any part of them may be there. */
        void append(byte[] bytes) throws IOException;

        /**
         * Reads {@code length} bytes from {@code offset} on into the start of {@code target}.
         *
         * @throws java.io.EOFException if the file ends before
         */
        void read(long offset, byte[] target, int length) throws IOException;

        /** Cuts the file to {@code size} bytes, at most its own size. Durable after the next force. */
        void truncate(long size) throws IOException;

        /**
         * Writes the bytes from {@code offset} to the end once more, as they are read. After a force that failed no later one
         * need cover what was written before it, since a system may take that for written; it covers what is written again.
         */
        void rewrite(long offset) throws IOException;

        /** Returns once the file's bytes and size survive a power cut, unless an earlier call failed: see {@link #rewrite}. */
        void force() throws IOException;
    }

    /** Makes a folder and those above it. Durable on return; no effect when it is there. */
    void makeFolder(DiskPath folder) throws IOException;

    /** Names in {@code folder}, sorted; none when there is no such folder. */
    List<String> list(DiskPath folder) throws IOException;

    /** Whether there is a file of that name. */
    boolean exists(DiskPath file);

    /** Opens a file, and makes an empty one when there is none. */
    File open(DiskPath file) throws IOException;

    /**
     * Opens a file that is there for reading alone: whoever writes to it is refused, and the disk need not be writable.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    File openToRead(DiskPath file) throws IOException;

    /** Gives {@code from} the name {@code to} in the same folder, in place of a file that had it: at once, or not at all. */
    void replace(DiskPath from, DiskPath to) throws IOException;

    /** Deletes a file. */
    void delete(DiskPath file) throws IOException;

    /** Returns once all changes of names in {@code folder} survive a power cut. */
    void forceFolder(DiskPath folder) throws IOException;

    /** Takes the exclusive lock that {@code file} stands for, until it is closed; nothing when another holds it. */
    Optional<Closeable> lock(DiskPath file) throws IOException;

    /**
     * Keeps out who would take the lock that {@code file} stands for, until it is closed; nothing when another holds it. Writes
     * nothing: where there is no such file, or the disk knows no locks, nobody is kept out.
     */
    Optional<Closeable> lockToRead(DiskPath file) throws IOException;

    /** The form of {@code path} in which people find it. */
    String locate(DiskPath path);

    /** Writes the bytes of a new file. */
    @FunctionalInterface
    interface Content {
        void writeTo(File file) throws IOException;
    }

    /** Writes a file that is there with all of {@code content}, durably, when this returns; before, the old one is. */
    default void writeWhole(DiskPath file, Content content) throws IOException {
        DiskPath unfinished = file.folder().resolve(file.name() + UNFINISHED);
        if (exists(unfinished)) {
            delete(unfinished);
        }
        try (File temporary = open(unfinished)) {
            content.writeTo(temporary);
            temporary.force();
        }
        replace(unfinished, file);
        forceFolder(file.folder());
    }

    /** Removes what unfinished {@link #writeWhole} left in {@code folder}: files that were never in force. */
    default void deleteUnfinished(DiskPath folder) throws IOException {
        for (String name : list(folder)) {
            if (name.endsWith(UNFINISHED)) {
                delete(folder.resolve(name));
            }
        }
    }
}
