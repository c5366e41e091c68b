package echo.simulation.disk;

import echo.api.Bytes;
import echo.storage.file.disk.DiskPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/** The bytes of one file, apart from its name: as they are read, and as they would be found after a power cut. */
final class MemoryFile {
    /** A change that no force has reached. */
    private sealed interface Change {
        /** In how many steps it can be torn. */
        int steps();

        record Append(Bytes bytes) implements Change {
            @Override
            public int steps() {
                return bytes.size();
            }
        }

        record Truncate(long size) implements Change {
            @Override
            public int steps() {
                return 1;
            }
        }
    }

    private byte[] bytes = new byte[64];
    private int size;
    private int forced; // so many of the bytes are as of the last force, and these followed them then:
    private byte[] cut = new byte[0];
    private final List<Change> pending = new ArrayList<>();
    /** Bytes that a force failed to write; no later one does, unless they are rewritten before. */
    private final BitSet lost = new BitSet();

    private final BitSet rewritten = new BitSet();
    private final BitSet unreadable = new BitSet();

    MemoryFile() {}

    private MemoryFile(byte[] bytes) {
        append(bytes);
        force();
    }

    int size() {
        return size;
    }

    void append(byte[] added) {
        place(added);
        pending.add(new Change.Append(Bytes.copyOf(added)));
    }

    private void place(byte[] added) {
        if (size + added.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + added.length));
        }
        System.arraycopy(added, 0, bytes, size, added.length);
        size += added.length;
    }

    void truncate(int newSize) {
        if (newSize < forced) {
            cut = concat(Arrays.copyOfRange(bytes, newSize, forced), cut);
            forced = newSize;
        }
        size = newSize;
        lost.clear(newSize, Math.max(newSize, lost.length()));
        rewritten.clear(newSize, Math.max(newSize, rewritten.length()));
        pending.add(new Change.Truncate(newSize));
    }

    void rewrite(int offset) {
        rewritten.set(offset, size);
    }

    void read(int offset, byte[] target, int length) {
        System.arraycopy(bytes, offset, target, 0, length);
    }

    void flip(int offset, int mask) {
        bytes[offset] ^= (byte) mask;
    }

    void makeUnreadable(int from, int to) {
        unreadable.set(from, to);
    }

    boolean isUnreadable(int offset, int length) {
        int next = unreadable.nextSetBit(offset);
        return next >= 0 && next < offset + length;
    }

    void force() {
        pending.clear();
        cut = new byte[0];
        forced = size;
        lost.andNot(rewritten);
        rewritten.clear();
    }

    /** A force failed: what it should have written is read on, and is not written. */
    void failToForce() {
        lost.set(forced, size);
        rewritten.clear();
    }

    void forgetWhatForcesMissed() {
        lost.stream().forEach(at -> bytes[at] = 0);
    }

    /** The file that a power cut leaves. */
    MemoryFile after(DiskPath path, Survival survival) {
        int steps = pending.stream().mapToInt(Change::steps).sum();
        int kept = steps == 0 ? 0 : survival.kept(path, steps);
        MemoryFile left = new MemoryFile(concat(Arrays.copyOf(bytes, forced), cut));
        for (Change change : pending) {
            if (kept == 0) {
                break;
            }
            if (change instanceof Change.Append append) {
                left.place(
                        append.bytes().slice(0, Math.min(kept, append.steps())).toByteArray());
            } else if (change instanceof Change.Truncate truncate) {
                left.size = (int) truncate.size();
            }
            kept -= Math.min(kept, change.steps());
        }
        if (!survival.keepsWhatForcesMissed()) {
            lost.stream().filter(at -> at < forced).forEach(at -> left.bytes[at] = 0);
        }
        left.losePages(forced + cut.length, page -> survival.keepsPage(path, page));
        left.unreadable.or(unreadable);
        left.force();
        return left;
    }

    /** Puts zeros where pages from {@code from} on are not {@code kept}. */
    private void losePages(int from, IntPredicate kept) {
        for (int at = from; at < size; at = (at / Survival.PAGE + 1) * Survival.PAGE) {
            if (!kept.test(at / Survival.PAGE)) {
                Arrays.fill(bytes, at, Math.min(size, (at / Survival.PAGE + 1) * Survival.PAGE), (byte) 0);
            }
        }
    }

    private static byte[] concat(byte[] one, byte[] two) {
        byte[] joined = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, joined, one.length, two.length);
        return joined;
    }
}
