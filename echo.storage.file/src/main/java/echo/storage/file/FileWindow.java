package echo.storage.file;

import echo.storage.file.disk.Disk;
import java.io.IOException;

/**
 * The part of a file that was read last, for who looks at all of it from its beginning to its end. It holds the largest record.
 *
 * <p>One thread.
 */
final class FileWindow {
    private static final int BYTES = 1 << 20;

    private final Disk.File file;
    private final long size;
    private final byte[] bytes;
    private long start;
    private int length;

    /** A window on the first {@code size} bytes of {@code file}. */
    FileWindow(Disk.File file, long size) {
        this.file = file;
        this.size = size;
        this.bytes = new byte[(int) Math.min(BYTES, size)];
    }

    /** The bytes that are in the window; which, the next {@link #load} changes. */
    byte[] bytes() {
        return bytes;
    }

    /** Makes sure that {@code count} bytes from {@code offset} on are in the window, and returns where. */
    int load(long offset, int count) throws IOException {
        if (offset < start || offset + count > start + length) {
            length = (int) Math.min(bytes.length, size - offset);
            file.read(offset, bytes, length);
            start = offset;
        }
        return (int) (offset - start);
    }
}
