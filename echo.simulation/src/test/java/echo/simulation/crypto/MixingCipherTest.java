package echo.simulation.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.crypto.noise.Aead;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The twin of AES-GCM opens what it has sealed, and nothing else. */
final class MixingCipherTest {
    private final Random random = new Random(1);

    @Test
    void whatWasSealedOpensAndNothingThatIsAnother() {
        for (int size = 0; size < 40; size++) {
            byte[] key = bytes(32);
            byte[] nonce = bytes(12);
            byte[] associated = bytes(size % 11);
            byte[] plain = bytes(size);
            byte[] sealed = seal(key, nonce, associated, plain);

            ByteBuffer opened = ByteBuffer.allocate(size);
            assertTrue(new MixingCipher(key).open(nonce, associated, ByteBuffer.wrap(sealed), opened));
            assertArrayEquals(plain, opened.array());
            assertFalse(opens(changed(key), nonce, associated, sealed), "another key");
            assertFalse(opens(key, changed(nonce), associated, sealed), "another nonce");
            assertFalse(opens(key, nonce, bytes(associated.length + 1), sealed), "other associated bytes");
            assertFalse(opens(key, nonce, associated, changed(sealed)), "a changed byte");
            assertFalse(opens(key, nonce, associated, Arrays.copyOf(sealed, sealed.length - 1)), "a byte less");
            assertFalse(opens(key, nonce, associated, Arrays.copyOf(sealed, sealed.length + 1)), "a byte more");
        }
    }

    @Test
    void oneTextIsAnotherUnderEachNonceAndKey() {
        byte[] key = bytes(32);
        byte[] nonce = bytes(12);
        byte[] plain = new byte[64];
        byte[] sealed = seal(key, nonce, new byte[0], plain);
        assertNotEquals(ByteBuffer.wrap(sealed), ByteBuffer.wrap(seal(key, changed(nonce), new byte[0], plain)));
        assertNotEquals(ByteBuffer.wrap(sealed), ByteBuffer.wrap(seal(changed(key), nonce, new byte[0], plain)));
        assertNotEquals(ByteBuffer.wrap(sealed, 0, 32), ByteBuffer.wrap(sealed, 32, 32), "nor repeats itself");
    }

    private static byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] plain) {
        ByteBuffer sealed = ByteBuffer.allocate(plain.length + Aead.TAG);
        new MixingCipher(key).seal(nonce, associated, ByteBuffer.wrap(plain), sealed);
        assertFalse(sealed.hasRemaining());
        return sealed.array();
    }

    private static boolean opens(byte[] key, byte[] nonce, byte[] associated, byte[] sealed) {
        return new MixingCipher(key)
                .open(nonce, associated, ByteBuffer.wrap(sealed), ByteBuffer.allocate(sealed.length));
    }

    private byte[] changed(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return changed;
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }
}
