package echo.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import echo.api.Bytes;
import echo.api.Limits;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes on the wire, as docs/format.md lays them out. */
final class FrameLayoutTest {
    /** Frozen: the frames 6869, 00, and 256 times ab. */
    private static final Bytes GOLDEN =
            Bytes.hex("00000002" + "6869" + "00000001" + "00" + "00000100" + "ab".repeat(256));

    private static final List<Bytes> FRAMES = List.of(Bytes.hex("6869"), Bytes.hex("00"), Bytes.hex("ab".repeat(256)));

    private final FrameCutter cutter = new FrameCutter();

    @Test
    void framesAreWrittenAsTheGoldenBytes() {
        assertEquals(GOLDEN, drained(outboxOf(FRAMES), 1000));
    }

    @Test
    void framesAreWrittenAlikeHoweverLittleTheNetworkTakes() {
        for (int size = 1; size < 20; size++) {
            assertEquals(GOLDEN, drained(outboxOf(FRAMES), size), "pieces of " + size);
        }
    }

    @Test
    void goldenBytesAreReadAsFramesHoweverTheyAreCut() {
        for (int size = 1; size < GOLDEN.size() + 1; size++) {
            assertEquals(FRAMES, read(GOLDEN, size), "pieces of " + size);
        }
        assertFalse(cutter.insideFrame());
    }

    @Test
    void aStreamThatEndsWithinAFrameIsKnownToBreakOff() {
        assertEquals(List.of(), read(Bytes.hex("0000"), 1));
        assertTrue(cutter.insideFrame(), "within the length");
        assertEquals(List.of(), read(Bytes.hex("000568"), 1));
        assertTrue(cutter.insideFrame(), "within the frame");
    }

    @Test
    void theLargestFrameIsReadAndOneByteMoreIsRefused() {
        Bytes largest = Bytes.owning(new byte[Limits.SEALED_FRAME_BYTES]);
        assertEquals(List.of(largest), read(Bytes.concat(Bytes.hex("00100c00"), largest), 65_536));
        assertEquals(List.of(), read(Bytes.hex("00100c01"), 4));
        assertTrue(
                cutter.refusal().orElseThrow().contains("1051649"),
                cutter.refusal().orElseThrow());
    }

    /** P3, P10: no such stream is read any further, nor allocated for. */
    @Test
    void lengthsOutOfBoundsAreRefusedForGood() {
        for (String length : List.of("00000000", "80000000", "ffffffff", "7fffffff", "47455420")) {
            FrameCutter each = new FrameCutter();
            Bytes stream = Bytes.concat(GOLDEN, Bytes.hex(length), GOLDEN);
            ByteBuffer chunk = stream.asByteBuffer();
            List<Bytes> frames = new ArrayList<>();
            for (Optional<Bytes> next = each.next(chunk); next.isPresent(); next = each.next(chunk)) {
                frames.add(next.orElseThrow());
            }
            assertEquals(FRAMES, frames, "frames before " + length + " stand");
            assertTrue(each.refusal().isPresent(), length);
            assertEquals(Optional.empty(), each.next(GOLDEN.asByteBuffer()));
        }
    }

    /** P10: a length costs little until its bytes come. */
    @Test
    void anAnnouncedFrameTakesMemoryOnlyAsItArrives() {
        ThreadMXBean meter = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer announcement = Bytes.hex("0010000000").asByteBuffer();
        assertEquals(Optional.empty(), new FrameCutter().next(announcement.duplicate()));
        long before = meter.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            assertEquals(Optional.empty(), new FrameCutter().next(announcement.duplicate()));
        }
        long each = (meter.getCurrentThreadAllocatedBytes() - before) / 100;
        assertTrue(each < 32 * 1024, each + " bytes for an announcement");
    }

    /** P3: any bytes give frames, a wait or a refusal, never an exception. */
    @Test
    void randomBytesNeverThrow() {
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            for (int at = 0; at < Math.min(noise.length, 3); at++) {
                noise[at] &= (byte) random.nextInt(2);
            }
            FrameCutter each = new FrameCutter();
            ByteBuffer chunk = ByteBuffer.wrap(noise);
            while (each.next(chunk).isPresent()) {
                assertTrue(each.refusal().isEmpty());
            }
            refused += each.refusal().isPresent() ? 1 : 0;
        }
        assertTrue(refused > 1000 && refused < 20_000, "both ways are met: " + refused);
    }

    /** P10. */
    @Test
    void theOutboxRefusesWhatPassesItsLimitAndTakesItLater() {
        Outbox out = new Outbox();
        Bytes frame = Bytes.owning(new byte[Limits.FRAME_BYTES - Outbox.KEEPING_BYTES]);
        for (int i = 0; i < Limits.CHANNEL_QUEUE_BYTES / Limits.FRAME_BYTES; i++) {
            assertTrue(out.offer(frame));
        }
        assertFalse(out.offer(Bytes.hex("00")));
        out.taken(Integer.BYTES + frame.size());
        assertTrue(out.offer(frame));
        assertFalse(out.offer(Bytes.hex("00")));
    }

    @Test
    void aFloodOfTinyFramesIsBoundedToo() {
        Outbox out = new Outbox();
        int count = 0;
        while (out.offer(Bytes.hex("00"))) {
            count++;
        }
        assertEquals(Limits.CHANNEL_QUEUE_BYTES / (1 + Outbox.KEEPING_BYTES), count);
    }

    private List<Bytes> read(Bytes stream, int pieces) {
        List<Bytes> frames = new ArrayList<>();
        for (int at = 0; at < stream.size(); at += pieces) {
            ByteBuffer chunk =
                    stream.slice(at, Math.min(stream.size(), at + pieces)).asByteBuffer();
            for (Optional<Bytes> next = cutter.next(chunk); next.isPresent(); next = cutter.next(chunk)) {
                frames.add(next.orElseThrow());
            }
        }
        return frames;
    }

    private static Outbox outboxOf(List<Bytes> frames) {
        Outbox out = new Outbox();
        frames.forEach(frame -> assertTrue(out.offer(frame)));
        return out;
    }

    private static Bytes drained(Outbox out, int pieces) {
        Bytes all = Bytes.EMPTY;
        while (!out.isEmpty()) {
            ByteBuffer piece = ByteBuffer.allocate(pieces);
            out.peek(piece);
            out.taken(piece.position());
            all = Bytes.concat(all, Bytes.copyOf(piece.array()).slice(0, piece.position()));
        }
        return all;
    }
}
