package echo.storage.file;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A run as bytes: feed, first block, count, link, signature, sizes, payloads. */
final class RunBody {
    /** What a body takes beyond its payloads and their sizes, in bytes. */
    static final int FIXED = FeedKey.SIZE + Long.BYTES + Integer.BYTES + Hash.SIZE + Signature.SIZE;

    static final int MAX_SIZE = FIXED + Integer.BYTES * Limits.RUN_BLOCKS + Limits.RUN_BYTES;

    /**
     * What the index keeps of a run, and all that opening a log needs to know of it.
     *
     * @param from index of its first block
     * @param head at its end
     */
    record Outline(long from, Head head) {}

    private RunBody() {}

    /** Size of the body that {@link #encode} writes, in bytes. */
    static int size(Run run) {
        return FIXED + Integer.BYTES * run.payloads().size() + (int) run.payloadBytes();
    }

    /** Writes {@code run} into {@code target} from {@code offset} on. */
    static void encode(Run run, byte[] target, int offset) {
        ByteBuffer buffer = ByteBuffer.wrap(target);
        buffer.position(offset);
        buffer.put(run.head().feed().bytes().toByteArray());
        buffer.putLong(run.from()).putInt(run.payloads().size());
        buffer.put(run.head().extent().link().bytes().toByteArray());
        buffer.put(run.head().signature().bytes().toByteArray());
        for (Bytes payload : run.payloads()) {
            buffer.putInt(payload.size());
        }
        int at = buffer.position();
        for (Bytes payload : run.payloads()) {
            payload.copyTo(target, at);
            at += payload.size();
        }
    }

    /**
     * Reads all but the payloads of a body whose checksum holds.
     *
     * @throws IllegalArgumentException if the bytes are no run: written by something else than this class
     */
    static Outline outline(byte[] bytes, int offset, int size) {
        return outline(ByteBuffer.wrap(bytes, offset, size));
    }

    /** Reads a body whose checksum holds. Errors as {@link #outline}. */
    static Run decode(byte[] bytes, int offset, int size) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, size);
        Outline outline = outline(buffer);
        int count = (int) (outline.head().extent().length() - outline.from());
        ByteBuffer sizes = buffer.slice(buffer.position(), Integer.BYTES * count);
        buffer.position(buffer.position() + Integer.BYTES * count);
        List<Bytes> payloads = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            payloads.add(take(buffer, sizes.getInt()));
        }
        return new Run(outline.from(), payloads, outline.head());
    }

    private static Outline outline(ByteBuffer buffer) {
        require(buffer.remaining() >= FIXED, "it is too short");
        FeedKey feed = new FeedKey(take(buffer, FeedKey.SIZE));
        long from = buffer.getLong();
        int count = buffer.getInt();
        Hash link = new Hash(take(buffer, Hash.SIZE));
        Signature signature = new Signature(take(buffer, Signature.SIZE));
        require(from >= 0 && from <= Long.MAX_VALUE - Limits.RUN_BLOCKS, "its first block is " + from);
        require(count > 0 && count <= Limits.RUN_BLOCKS, "it counts " + count + " blocks");
        require(buffer.remaining() >= Integer.BYTES * count, "it is too short");
        long rest = (long) Integer.BYTES * count;
        for (int i = 0; i < count; i++) {
            int size = buffer.getInt(buffer.position() + Integer.BYTES * i);
            require(size >= 0 && size <= Limits.BLOCK_BYTES, "a block has " + size + " bytes");
            rest += size;
        }
        require(buffer.remaining() == rest, "its sizes do not add up");
        return new Outline(from, new Head(feed, new Extent(from + count, link), signature));
    }

    private static Bytes take(ByteBuffer buffer, int size) {
        byte[] taken = new byte[size];
        buffer.get(taken);
        return Bytes.owning(taken);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
