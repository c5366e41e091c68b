package echo.crypto.noise;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.crypto.Handshake.SecureChannel;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Frames as Noise transport messages: a frame's length and the frame, cut into messages of 8 KiB. One thread at a time.
 *
 * <p>Source: docs/format.md, "Sealed frames".
 */
// 1. The length goes first, sealed: otherwise a frame cut between two Noise messages would pass for a whole one.
// 2. The size of a sealed frame says how many messages there are, so nothing is allocated for what cannot be.
// 3. Both directions' counters move once for each Noise message, so a frame that is lost, repeated or moved does not
// open.
// 4. Messages are far smaller than Noise lets them be: Java's fast code for GCM comes with the number of calls, not of
// bytes. With 64 KiB it comes after 100 MB, and until then a message takes fifty times as long.
final class NoiseChannel implements SecureChannel {
    private static final int LENGTH = Integer.BYTES;
    private static final int MESSAGE = 8 * 1024;
    private static final int PLAIN = MESSAGE - Aead.TAG;
    private static final int MAX_SEALED = sealedSize(Limits.FRAME_BYTES);

    private final CipherState sending;
    private final CipherState receiving;
    private boolean closed;

    NoiseChannel(CipherState sending, CipherState receiving) {
        this.sending = sending;
        this.receiving = receiving;
    }

    /** How many bytes a frame of {@code size} bytes has once sealed. */
    static int sealedSize(int size) {
        int text = LENGTH + size;
        return text + Aead.TAG * divideUp(text, PLAIN);
    }

    @Override
    public Bytes seal(Bytes frame) {
        if (frame.size() > Limits.FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "a frame has at most " + Limits.FRAME_BYTES + " bytes, not " + frame.size());
        }
        byte[] text = new byte[LENGTH + frame.size()];
        ByteBuffer plain = ByteBuffer.wrap(text).putInt(0, frame.size());
        frame.copyTo(text, LENGTH);
        byte[] sealed = new byte[sealedSize(frame.size())];
        ByteBuffer target = ByteBuffer.wrap(sealed);
        for (int at = 0; at < text.length; at += PLAIN) {
            sending.seal(plain.limit(Math.min(at + PLAIN, text.length)), target);
        }
        return Bytes.owning(sealed);
    }

    @Override
    public Optional<Bytes> open(Bytes sealed) {
        Optional<Bytes> frame = closed || !plausible(sealed.size()) ? Optional.empty() : opened(sealed.toByteArray());
        closed = frame.isEmpty();
        return frame;
    }

    private static boolean plausible(int size) {
        int last = size % MESSAGE;
        return size >= sealedSize(0) && size <= MAX_SEALED && (last == 0 || last > Aead.TAG);
    }

    private Optional<Bytes> opened(byte[] sealed) {
        int messages = divideUp(sealed.length, MESSAGE);
        ByteBuffer text = ByteBuffer.allocate(sealed.length - messages * Aead.TAG);
        ByteBuffer source = ByteBuffer.wrap(sealed);
        for (int at = 0; at < sealed.length; at += MESSAGE) {
            source.limit(Math.min(at + MESSAGE, sealed.length));
            if (!receiving.open(source, text)) {
                return Optional.empty();
            }
        }
        byte[] frame = new byte[text.flip().remaining() - LENGTH];
        boolean whole = text.getInt() == frame.length;
        text.get(frame);
        return whole ? Optional.of(Bytes.owning(frame)) : Optional.empty();
    }

    private static int divideUp(int number, int by) {
        return (number + by - 1) / by;
    }
}
