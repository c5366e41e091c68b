package echo.crypto.noise;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import echo.crypto.Vectors;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** X25519 and AES-256-GCM as Noise uses them: Wycheproof. */
class PrimitivesTest {
    private static final KeyAgreement X25519 = new Curve25519();
    private static final byte[] ZEROS = new byte[32];

    @Test
    void agreesOnWhatWycheproofAgreesOnAndNeverOnZeros() throws IOException {
        int refused = 0;
        int checked = 0;
        for (Vectors.Case vector : Vectors.wycheproof("x25519")) {
            byte[] expected = vector.hex("shared").toByteArray();
            byte[] key = vector.hex("public").toByteArray();
            byte[] shared =
                    X25519.agreement(vector.hex("private").toByteArray(), key).orElse(ZEROS);
            boolean zeros = Arrays.equals(expected, ZEROS);
            assertArrayEquals(expected, shared, vector.toString());
            assertEquals(!zeros, X25519.admits(key), vector.toString());
            refused += zeros ? 1 : 0;
            checked++;
        }
        assertEquals(518, checked);
        assertEquals(31, refused);
    }

    /** All keys that are written in another form than their number's least, and those about the five numbers of small order. */
    @Test
    void admitsExactlyTheKeysThatGiveNoZeros() {
        byte[] secret = new byte[KeyAgreement.SIZE];
        Arrays.fill(secret, (byte) 0x40);
        BigInteger prime = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
        int refused = 0;
        for (BigInteger number : List.of(
                BigInteger.ZERO,
                new BigInteger("325606250916557431795983626356110631294008115727848805560023387167927233504"),
                new BigInteger("39382357235489614581723060781553021112529911719440698176882885853963445705823"),
                prime,
                prime.add(BigInteger.valueOf(18)))) {
            for (int off = -3; off <= 3; off++) {
                for (int ignoredBit = 0; ignoredBit <= 1; ignoredBit++) {
                    byte[] key = littleEndian(number.add(BigInteger.valueOf(off)), ignoredBit);
                    boolean secretive = X25519.agreement(secret, key).isPresent();
                    assertEquals(secretive, X25519.admits(key), number + " and " + off);
                    refused += secretive ? 0 : 1;
                }
            }
        }
        // 0, 1, p - 1, p, p + 1 and the two of order 8, each with the ignored bit and without
        assertEquals(14 + 4, refused);
    }

    /** The number modulo 2^255 in the bytes of a key, whose last bit says nothing. */
    private static byte[] littleEndian(BigInteger number, int lastBit) {
        byte[] key = new byte[KeyAgreement.SIZE];
        BigInteger rest = number.mod(BigInteger.TWO.pow(255)).setBit(256);
        byte[] bigEndian = rest.toByteArray();
        for (int i = 0; i < key.length; i++) {
            key[i] = bigEndian[bigEndian.length - 1 - i];
        }
        key[key.length - 1] |= (byte) (lastBit << 7);
        return key;
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
