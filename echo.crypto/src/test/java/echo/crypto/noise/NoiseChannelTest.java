package echo.crypto.noise;

import static echo.crypto.noise.NoiseHandshakeTest.filled;
import static echo.crypto.noise.NoiseHandshakeTest.flipped;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshake.SecureChannel;
import echo.api.crypto.Handshakes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sealed frames (docs/format.md "Sealed frames", "Rekey"): whole, in order, once; anything else ends the channel. */
class NoiseChannelTest {
    private static final int MESSAGE = 8_192;
    private static final int PLAIN = MESSAGE - 16;

    private final SecureChannel[] pair = pair(CipherState.REKEY_INTERVAL);
    private final SecureChannel near = pair[0];
    private final SecureChannel far = pair[1];

    @Test
    void framesOfEverySizeAroundTheSplitsComeBackWhole() {
        int[] sizes = {0, 1, PLAIN - 5, PLAIN - 4, PLAIN - 3, 2 * PLAIN - 4, 2 * PLAIN - 3, Limits.FRAME_BYTES};
        for (int size : sizes) {
            Bytes frame = random(size);
            Bytes sealed = near.seal(frame);
            int messages = (size + 4 + PLAIN - 1) / PLAIN;
            assertEquals(size + 4 + 16 * messages, sealed.size());
            assertEquals(Optional.of(frame), far.open(sealed), "size " + size);
            assertEquals(Optional.of(frame), near.open(far.seal(frame)), "back, size " + size);
        }
    }

    @Test
    void aChangeToAnyByteOfASealedFrameIsSeen() {
        Bytes sealed = near.seal(Bytes.utf8("To be, or not to be"));
        for (int bit = 0; bit < sealed.size() * 8; bit += 9) {
            assertEquals(
                    Optional.empty(), pair(CipherState.REKEY_INTERVAL)[1].open(flipped(sealed, bit)), "bit " + bit);
        }
    }

    @Test
    void aFrameThatCameOnceDoesNotComeAgain() {
        Bytes sealed = near.seal(random(10));
        assertTrue(far.open(sealed).isPresent());
        assertEquals(Optional.empty(), far.open(sealed));
    }

    @Test
    void aFrameBeforeItsTurnEndsTheChannelForTheRightOneToo() {
        Bytes first = near.seal(random(10));
        Bytes second = near.seal(random(10));
        assertEquals(Optional.empty(), far.open(second));
        assertEquals(Optional.empty(), far.open(first));
    }

    @Test
    void aFrameIsNotOpenedByTheSideThatSealedIt() {
        assertEquals(Optional.empty(), near.open(near.seal(random(10))));
    }

    /** Both halves are authentic Noise messages in order: only the sealed length tells that they are no frames. */
    @Test
    void aFrameCutBetweenItsMessagesIsNoFrame() {
        Bytes sealed = near.seal(random(PLAIN + 1000));
        assertEquals(Optional.empty(), far.open(sealed.slice(0, MESSAGE)));
    }

    @Test
    void twoFramesJoinedAreNoFrame() {
        Bytes joined = Bytes.concat(near.seal(random(PLAIN - 4)), near.seal(random(10)));
        assertEquals(Optional.empty(), far.open(joined));
    }

    @Test
    void sizesThatNoFrameHasAreRefused() {
        for (int size :
                new int[] {0, 1, 19, MESSAGE + 1, MESSAGE + 16, Limits.FRAME_BYTES + 4 + 129 * 16 + 1, 8 << 20}) {
            assertEquals(Optional.empty(), pair(CipherState.REKEY_INTERVAL)[1].open(random(size)), "size " + size);
        }
    }

    @Test
    void aFrameOverTheLimitIsTheCallersMistake() {
        assertThrows(IllegalArgumentException.class, () -> near.seal(random(Limits.FRAME_BYTES + 1)));
    }

    /** Both sides replace the key after three messages, within a frame as between frames; who does not, opens nothing more. */
    @Test
    void keysAreReplacedOnBothSidesAtTheSameMessage() {
        SecureChannel[] replacing = pair(3);
        for (int i = 0; i < 20; i++) {
            Bytes frame = random(i % 4 == 3 ? Limits.FRAME_BYTES : i);
            assertEquals(Optional.of(frame), replacing[1].open(replacing[0].seal(frame)), "frame " + i);
        }
        SecureChannel[] once = pair(3);
        SecureChannel never = pair(Long.MAX_VALUE)[1];
        for (int i = 0; i < 3; i++) {
            assertTrue(never.open(once[0].seal(random(i))).isPresent());
        }
        assertEquals(Optional.empty(), never.open(once[0].seal(random(3))));
    }

    @Test
    void theKeyIsReplacedAfterSixtyFiveThousandMessagesByDefault() {
        SecureChannel never = pair(Long.MAX_VALUE)[0];
        Bytes frame = random(1);
        for (int i = 0; i < 1 << 16; i++) {
            assertEquals(never.seal(frame), near.seal(frame));
        }
        assertNotEquals(never.seal(frame), near.seal(frame));
    }

    /** Noise §4.2: the first 32 bytes of 32 sealed zeros under nonce 2^64 - 1; the counter goes on. */
    @Test
    void theNextKeyIsTheOneOfTheSpecification() {
        byte[] lastNonce = Bytes.hex("00000000ffffffffffffffff").toByteArray();
        ByteBuffer next = ByteBuffer.allocate(48);
        new AesGcm(new byte[32]).seal(lastNonce, new byte[0], ByteBuffer.allocate(32), next);
        ByteBuffer expected = ByteBuffer.allocate(17);
        byte[] secondNonce = Bytes.hex("000000000000000000000001").toByteArray();
        new AesGcm(Arrays.copyOf(next.array(), 32)).seal(secondNonce, new byte[0], ByteBuffer.allocate(1), expected);

        CipherState state = new CipherState(new AesGcm(new byte[32]), 1);
        state.seal(ByteBuffer.allocate(1), ByteBuffer.allocate(17));
        ByteBuffer second = ByteBuffer.allocate(17);
        state.seal(ByteBuffer.allocate(1), second);
        assertEquals(expected.flip(), second.flip());
    }

    private static SecureChannel[] pair(long rekeyInterval) {
        Handshakes handshakes = new NoiseHandshakes(Suite.STANDARD, rekeyInterval);
        Handshake initiator = handshakes.initiate(Bytes.EMPTY, filled(1), filled(2));
        Handshake responder = handshakes.respond(Bytes.EMPTY, filled(3), filled(4));
        NoiseHandshakeTest.run(initiator, responder);
        return new SecureChannel[] {initiator.channel(), responder.channel()};
    }

    private static Bytes random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Bytes.owning(bytes);
    }
}
