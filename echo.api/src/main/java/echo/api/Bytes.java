package echo.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes, compared and hashed by content; the order is unsigned and lexicographic.
 *
 * <p>Safe to share between threads.
 */
// Keys and hashes are compared and hashed all the time, as keys of maps, and differ in their first bytes: so those are
// at hand as one number. Where it differs it decides the order, for the zeros after a short sequence are less than
// anything in their place. Who writes many keys with one beginning gains little: hash maps sort what collides.
public final class Bytes implements Comparable<Bytes> {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;
    /** The first eight bytes as a big-endian number; zeros stand for those that are not there. */
    private final long beginning;

    private Bytes(byte[] array) {
        this.array = array;
        this.beginning = beginning(array);
    }

    private static long beginning(byte[] array) {
        return (long) LONGS.get(array.length < Long.BYTES ? Arrays.copyOf(array, Long.BYTES) : array, 0);
    }

    /** The bytes that {@code array} holds now; later changes to it are not seen. */
    public static Bytes copyOf(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array.clone());
    }

    /** As {@link #copyOf}, without the copy: the caller hands {@code array} over and never writes to it again. */
    public static Bytes owning(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array);
    }

    /** The UTF-8 form of {@code text}. */
    public static Bytes utf8(String text) {
        return owning(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The bytes that a hexadecimal string of even length names.
     *
     * @throws IllegalArgumentException if {@code hex} is not hexadecimal
     */
    public static Bytes hex(String hex) {
        return owning(HexFormat.of().parseHex(hex));
    }

    /** All of {@code parts}, one after the other. */
    public static Bytes concat(Bytes... parts) {
        int size = 0;
        for (Bytes part : parts) {
            size += part.array.length;
        }
        byte[] joined = new byte[size];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.array, 0, joined, at, part.array.length);
            at += part.array.length;
        }
        return owning(joined);
    }

    public int size() {
        return array.length;
    }

    public boolean isEmpty() {
        return array.length == 0;
    }

    /** The byte at {@code index}, from 0. */
    public byte at(int index) {
        return array[index];
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Bytes slice(int from, int to) {
        return from == 0 && to == array.length ? this : owning(Arrays.copyOfRange(array, from, to));
    }

    /** A copy that the caller may change. */
    public byte[] toByteArray() {
        return array.clone();
    }

    /** Writes all bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(array, 0, target, offset, array.length);
    }

    /** Whether {@code target} holds these bytes from {@code offset} on. */
    public boolean isAt(byte[] target, int offset) {
        return Arrays.equals(array, 0, array.length, target, offset, offset + array.length);
    }

    /** A read-only view, without a copy. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(array).asReadOnlyBuffer();
    }

    /** Feeds all bytes to {@code digest}, without a copy. */
    public void updateTo(MessageDigest digest) {
        digest.update(array);
    }

    /** The eight bytes from {@code index} on as a big-endian number. */
    public long longAt(int index) {
        return (long) LONGS.get(array, index);
    }

    /** Lower-case hexadecimal digits, two for each byte. */
    public String toHex() {
        return HexFormat.of().formatHex(array);
    }

    /** The text whose UTF-8 form these bytes are; malformed parts become U+FFFD. */
    public String toUtf8() {
        return new String(array, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(Bytes other) {
        if (beginning != other.beginning) {
            return Long.compareUnsigned(beginning, other.beginning);
        }
        return array == other.array ? 0 : Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && beginning == bytes.beginning && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(beginning) ^ array.length;
    }

    /** Short form for people: size and the first digits. */
    @Override
    public String toString() {
        String hex = HexFormat.of().formatHex(array, 0, Math.min(array.length, 8));
        return array.length <= 8 ? hex : hex + "…(" + array.length + ")";
    }
}
