package echo.api;

/**
 * The place of an operation in a party's one order: by Lamport time, then by feed key, then within its message. A function
 * of content alone, so every peer sees the same order. Extends causality. Unique within a party.
 *
 * @param lamport the message's Lamport time, from 1
 * @param feed the feed that holds the message
 * @param operation index of the operation in its message's batch, from 0
 */
public record Position(long lamport, FeedKey feed, int operation) implements Comparable<Position> {
    /** Before every other position. */
    public static final Position FIRST = new Position(0, new FeedKey(Hash.ZERO.bytes()), 0);

    /** Size of {@link #toBytes}. */
    public static final int SIZE = Long.BYTES + VerifyingKey.SIZE + Integer.BYTES;

    /** Big-endian Lamport time, key, big-endian index: bytes whose unsigned order is the order of positions. */
    public Bytes toBytes() {
        byte[] bytes = new byte[SIZE];
        putLong(bytes, 0, lamport);
        feed.bytes().copyTo(bytes, Long.BYTES);
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[SIZE - 1 - i] = (byte) (operation >>> (8 * i));
        }
        return Bytes.owning(bytes);
    }

    /**
     * The position whose {@link #toBytes} these are.
     *
     * @throws IllegalArgumentException for another size or a negative number
     */
    public static Position fromBytes(Bytes bytes) {
        Sizes.require("position", bytes, SIZE);
        int keyEnd = Long.BYTES + VerifyingKey.SIZE;
        long lamport = bytes.longAt(0);
        int operation = (int) bytes.longAt(SIZE - Long.BYTES);
        if (lamport < 0 || operation < 0) {
            throw new IllegalArgumentException("a position's numbers must not be negative");
        }
        return new Position(lamport, new FeedKey(bytes.slice(Long.BYTES, keyEnd)), operation);
    }

    @Override
    public int compareTo(Position other) {
        int order = Long.compare(lamport, other.lamport);
        if (order == 0) {
            order = feed.compareTo(other.feed);
        }
        return order != 0 ? order : Integer.compare(operation, other.operation);
    }

    /** For people: Lamport time, feed, index. */
    @Override
    public String toString() {
        return lamport + "." + feed.shortHex() + "." + operation;
    }

    private static void putLong(byte[] target, int offset, long number) {
        for (int i = 0; i < Long.BYTES; i++) {
            target[offset + i] = (byte) (number >>> (8 * (Long.BYTES - 1 - i)));
        }
    }
}
