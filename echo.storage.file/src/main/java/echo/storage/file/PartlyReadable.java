package echo.storage.file;

import echo.storage.file.disk.Disk;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file of a disk that fails here and there: what cannot be read is read around. Zeros stand for it, and where that was is known
 * afterwards. It is for looking alone: nothing is written.
 *
 * <p>One thread.
 */
final class PartlyReadable implements Disk.File {
    /** What a failed read is tried again by, in bytes: a disk fails by sectors, and systems read pages. */
    static final int PAGE = 4096;

    private final Disk.File file;
    /** Ends of the unreadable parts, by their beginnings; whole pages, or the rest of the last; none touches another. */
    private final TreeMap<Long, Long> unreadable = new TreeMap<>();

    PartlyReadable(Disk.File file) {
        this.file = file;
    }

    /** Whether all of the {@code length} bytes from {@code offset} on could be read, of those that were asked for. */
    boolean hasRead(long offset, long length) {
        Map.Entry<Long, Long> before = unreadable.lowerEntry(offset + length);
        return before == null || before.getValue() <= offset;
    }

    /** Whether every byte that was asked for could be read. */
    boolean hasReadAll() {
        return unreadable.isEmpty();
    }

    /** What of the bytes from {@code from} to {@code to} cannot be read, for people; empty if all can. */
    String unreadable(long from, long to) {
        return unreadable.entrySet().stream()
                .filter(part -> part.getKey() < to && part.getValue() > from)
                .map(part -> "offset " + part.getKey() + " to " + part.getValue())
                .collect(Collectors.joining(", "));
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    /** {@inheritDoc} Fails all the same if the whole disk does: one that does not even know the file's size. */
    @Override
    public void read(long offset, byte[] target, int length) throws IOException {
        if (hasRead(offset, length)) {
            try {
                file.read(offset, target, length);
                return;
            } catch (EOFException e) {
                throw e;
            } catch (IOException e) {
                file.size();
            }
        }
        for (long at = offset; at < offset + length; ) {
            long end = Math.min(offset + length, (at / PAGE + 1) * PAGE);
            readPart(at, target, (int) (at - offset), (int) (end - at));
            at = end;
        }
    }

    private void readPart(long offset, byte[] target, int index, int length) throws IOException {
        byte[] part = new byte[length];
        if (hasRead(offset, length)) {
            try {
                file.read(offset, part, length);
            } catch (EOFException e) {
                throw e;
            } catch (IOException e) {
                Arrays.fill(part, (byte) 0);
                note(offset / PAGE * PAGE, Math.min(file.size(), (offset / PAGE + 1) * PAGE));
            }
        }
        System.arraycopy(part, 0, target, index, length);
    }

    private void note(long from, long to) {
        Map.Entry<Long, Long> before = unreadable.floorEntry(from);
        long start = before != null && before.getValue() >= from ? before.getKey() : from;
        Long joined = unreadable.remove(to);
        unreadable.put(start, joined == null ? to : joined);
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        throw refusal();
    }

    @Override
    public void truncate(long size) throws IOException {
        throw refusal();
    }

    @Override
    public void rewrite(long offset) throws IOException {
        throw refusal();
    }

    @Override
    public void force() throws IOException {
        throw refusal();
    }

    private static IOException refusal() {
        return new IOException("a file that is looked at is not written");
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
