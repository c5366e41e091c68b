package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Bytes that a broken or hostile peer may send. */
final class Noise {
    private static final int FIELDS = 12;
    private static final int LENGTH_DELIMITED = 2;

    private Noise() {}

    /** Bytes near {@code valid}: cut, with bits flipped, with a byte more, doubled; and some with no likeness. */
    static List<Bytes> near(Bytes valid, RandomGenerator random) {
        List<Bytes> noise = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            noise.add(valid.slice(0, random.nextInt(valid.size() + 1)));
            noise.add(flipped(valid, 1 + random.nextInt(3), random));
            noise.add(lengthened(valid, random));
        }
        noise.add(Bytes.concat(valid, valid));
        byte[] any = new byte[random.nextInt(200)];
        random.nextBytes(any);
        noise.add(Bytes.owning(any));
        return noise;
    }

    /** Bytes that are small to send and could be great to build: deep, numerous, with false lengths. */
    static List<Bytes> bombs() {
        List<Bytes> bombs = new ArrayList<>();
        for (int field = 1; field <= FIELDS; field++) {
            int tag = field << 3 | LENGTH_DELIMITED;
            bombs.add(nested(tag, 50_000));
            bombs.add(repeated(tag, 0));
            bombs.add(Bytes.owning(new byte[] {(byte) tag, -1, -1, -1, -1, 7}));
            bombs.add(Bytes.owning(new byte[] {(byte) tag, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1}));
            bombs.add(repeated(field << 3 | 3, field << 3 | 3));
            bombs.add(repeated(field << 3 | 3, field << 3 | 4));
        }
        bombs.add(repeated(0xff, 0xff));
        bombs.add(repeated(0, 0));
        return bombs;
    }

    static Bytes flipped(Bytes valid, int bits, RandomGenerator random) {
        byte[] flipped = valid.toByteArray();
        for (int i = 0; i < bits && flipped.length > 0; i++) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return Bytes.owning(flipped);
    }

    private static Bytes lengthened(Bytes valid, RandomGenerator random) {
        int at = random.nextInt(valid.size() + 1);
        byte[] more = {(byte) random.nextInt()};
        return Bytes.concat(valid.slice(0, at), Bytes.copyOf(more), valid.slice(at, valid.size()));
    }

    /** A message in a message in a message, {@code depth} times, each as long as the lengths around it say. */
    private static Bytes nested(int tag, int depth) {
        byte[] bytes = new byte[depth * 4 + 8];
        int start = bytes.length;
        while (start >= 8 && bytes.length - start < Limits.BLOCK_BYTES) {
            int length = bytes.length - start;
            bytes[--start] = (byte) (length >>> 14);
            bytes[--start] = (byte) ((length >>> 7 & 0x7f) | 0x80);
            bytes[--start] = (byte) ((length & 0x7f) | 0x80);
            bytes[--start] = (byte) tag;
        }
        return Bytes.copyOf(bytes).slice(start, bytes.length);
    }

    private static Bytes repeated(int first, int second) {
        byte[] bytes = new byte[Limits.BLOCK_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? first : second);
        }
        return Bytes.owning(bytes);
    }
}
