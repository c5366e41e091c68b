package echo.simulation.crypto;

import echo.crypto.noise.Aead;
import java.nio.ByteBuffer;

/**
 * A twin of AES-GCM for simulated worlds: text exclusive-ored with numbers that follow from key and nonce, and a tag that follows
 * from those and from the text. Who has another key, nonce or text comes to another tag, all but certainly; but whoever tries can
 * forge one.
 */
// Text is taken in words of eight bytes, the last one filled up with zeros; its length goes into the tag.
public final class MixingCipher implements Aead {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private final long key;

    /** {@code key}: 32 bytes. */
    public MixingCipher(byte[] key) {
        long mixed = 0;
        for (ByteBuffer words = ByteBuffer.wrap(key); words.hasRemaining(); ) {
            mixed = mix(mixed + STEP ^ words.getLong());
        }
        this.key = mixed;
    }

    @Override
    public MixingCipher withKey(byte[] next) {
        return new MixingCipher(next);
    }

    @Override
    public void seal(byte[] nonce, byte[] associated, ByteBuffer plain, ByteBuffer target) {
        Message message = new Message(nonce, associated);
        while (plain.hasRemaining()) {
            int size = Math.min(Long.BYTES, plain.remaining());
            long word = read(plain, size);
            write(target, message.pad() ^ word, size);
            message.take(word, size);
        }
        target.putLong(message.tag()).putLong(message.tag());
    }

    @Override
    public boolean open(byte[] nonce, byte[] associated, ByteBuffer sealed, ByteBuffer target) {
        if (sealed.remaining() < TAG) {
            return false;
        }
        Message message = new Message(nonce, associated);
        while (sealed.remaining() > TAG) {
            int size = Math.min(Long.BYTES, sealed.remaining() - TAG);
            long word = (read(sealed, size) ^ message.pad()) & -1L << (Long.SIZE - size * Byte.SIZE);
            write(target, word, size);
            message.take(word, size);
        }
        boolean begins = sealed.getLong() == message.tag();
        boolean ends = sealed.getLong() == message.tag();
        return begins && ends;
    }

    /** What of one message is known so far. */
    private final class Message {
        private long pad;
        private long sum;
        private long size;

        Message(byte[] nonce, byte[] associated) {
            ByteBuffer number = ByteBuffer.wrap(nonce);
            pad = mix(mix(key + number.getInt()) + number.getLong());
            sum = ~pad;
            ByteBuffer words = ByteBuffer.wrap(associated);
            while (words.hasRemaining()) {
                int most = Math.min(Long.BYTES, words.remaining());
                take(read(words, most), most);
            }
        }

        /** What the next word of text is to be exclusive-ored with. */
        long pad() {
            pad += STEP;
            return mix(pad);
        }

        void take(long word, int bytes) {
            size += bytes;
            sum = (sum ^ word) * STEP; // an odd number: what differed still does
            sum ^= sum >>> Integer.SIZE;
        }

        /** Half a tag, and then another half. */
        long tag() {
            sum = mix(sum + size);
            return sum;
        }
    }

    /** The next {@code size} bytes as a big-endian number, filled up with zeros behind. */
    private static long read(ByteBuffer source, int size) {
        if (size == Long.BYTES) {
            return source.getLong();
        }
        long word = 0;
        for (int i = 1; i <= size; i++) {
            word |= (source.get() & 0xffL) << (Long.SIZE - i * Byte.SIZE);
        }
        return word;
    }

    private static void write(ByteBuffer target, long word, int size) {
        if (size == Long.BYTES) {
            target.putLong(word);
            return;
        }
        for (int i = 1; i <= size; i++) {
            target.put((byte) (word >>> (Long.SIZE - i * Byte.SIZE)));
        }
    }

    /** One number for each, in which every bit depends on all of them (Steele, Lea and Flood, "Fast splittable PRNGs", 2014). */
    private static long mix(long number) {
        long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
