package echo.crypto.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import echo.crypto.Vectors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** X25519 and AES-256-GCM as Noise uses them: Wycheproof. */
class PrimitivesTest {
    private static final byte[] ZEROS = new byte[32];

    @Test
    void agreesOnWhatWycheproofAgreesOnAndNeverOnZeros() throws IOException {
        int refused = 0;
        int checked = 0;
        for (Vectors.Case vector : Vectors.wycheproof("x25519")) {
            byte[] expected = vector.hex("shared").toByteArray();
            byte[] key = vector.hex("public").toByteArray();
            byte[] shared = Curve25519.agreement(vector.hex("private").toByteArray(), key)
                    .orElse(ZEROS);
            boolean zeros = Arrays.equals(expected, ZEROS);
            assertArrayEquals(expected, shared, vector.toString());
            assertEquals(!zeros, Curve25519.admits(key), vector.toString());
            refused += zeros ? 1 : 0;
            checked++;
        }
        assertEquals(518, checked);
        assertEquals(31, refused);
    }

    @Test
    void sealsAndOpensAsWycheproofDoes() throws IOException {
        int checked = 0;
        for (Vectors.Case vector : Vectors.wycheproof("aes_gcm")) {
            if (vector.group().get("keySize").asInt() == 256
                    && vector.group().get("ivSize").asInt() == 96) {
                check(vector);
                checked++;
            }
        }
        assertEquals(66, checked);
    }

    @Test
    void whatIsShorterThanATagDoesNotOpen() {
        AesGcm aes = new AesGcm(new byte[32]);
        for (int size = 0; size < AesGcm.TAG; size++) {
            assertFalse(aes.open(new byte[12], new byte[0], ByteBuffer.allocate(size), ByteBuffer.allocate(16)));
        }
    }

    private static void check(Vectors.Case vector) {
        byte[] key = vector.hex("key").toByteArray();
        byte[] nonce = vector.hex("iv").toByteArray();
        byte[] associated = vector.hex("aad").toByteArray();
        byte[] plain = vector.hex("msg").toByteArray();
        ByteBuffer vectorSealed = ByteBuffer.allocate(plain.length + AesGcm.TAG);
        vectorSealed
                .put(vector.hex("ct").toByteArray())
                .put(vector.hex("tag").toByteArray())
                .flip();
        ByteBuffer opened = ByteBuffer.allocate(plain.length);
        assertEquals(
                vector.valid(),
                new AesGcm(key).open(nonce, associated, vectorSealed.duplicate(), opened),
                vector.toString());
        if (vector.valid()) {
            assertArrayEquals(plain, opened.array(), vector.toString());
            ByteBuffer sealed = ByteBuffer.allocate(plain.length + AesGcm.TAG);
            new AesGcm(key).seal(nonce, associated, ByteBuffer.wrap(plain), sealed);
            assertArrayEquals(vectorSealed.array(), sealed.array(), vector.toString());
        }
    }
}
