package echo.simulation.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshakes;
import echo.crypto.noise.NoiseHandshakes;
import echo.crypto.noise.Suite;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SmallGroupAgreementTest {
    private static final BigInteger PRIME = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);

    private final SmallGroupAgreement agreement = new SmallGroupAgreement();
    private final Random random = new Random(61);

    @Test
    void bothSidesShareThePowerThatBigNumbersSayAndAThirdDoesNot() {
        for (int i = 0; i < 200; i++) {
            byte[] ada = secret();
            byte[] ben = secret();
            byte[] shared = agreement.agreement(ada, agreement.publicKey(ben)).orElseThrow();
            BigInteger expected =
                    BigInteger.valueOf(37).modPow(new BigInteger(1, ada).multiply(new BigInteger(1, ben)), PRIME);

            assertEquals(expected, new BigInteger(1, shared));
            assertArrayEquals(
                    shared, agreement.agreement(ben, agreement.publicKey(ada)).orElseThrow());
            assertFalse(Bytes.owning(shared)
                    .equals(Bytes.owning(agreement
                            .agreement(secret(), agreement.publicKey(ben))
                            .orElseThrow())));
        }
    }

    /** 2^61 - 2 = 2 · 3² · 5² · 7 · 11 · 13 · 31 · 41 · 61 · 151 · 331 · 1321. */
    @Test
    void theGeneratorMakesTheWholeGroup() {
        BigInteger order = PRIME.subtract(BigInteger.ONE);
        BigInteger left = order;
        for (long factor : new long[] {2, 3, 3, 5, 5, 7, 11, 13, 31, 41, 61, 151, 331, 1321}) {
            BigInteger prime = BigInteger.valueOf(factor);
            assertFalse(
                    BigInteger.valueOf(37).modPow(order.divide(prime), PRIME).equals(BigInteger.ONE));
            left = left.divide(prime);
        }
        assertEquals(BigInteger.ONE, left);
    }

    @Test
    void whatIsNoNumberOfTheGroupOrHasTwoPowersOnlyIsRefused() {
        for (BigInteger number : List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                PRIME.subtract(BigInteger.ONE),
                PRIME,
                PRIME.add(BigInteger.TWO),
                BigInteger.TWO.pow(64).add(BigInteger.TWO),
                BigInteger.TWO.pow(255))) {
            assertFalse(agreement.admits(key(number)), number.toString());
            assertTrue(agreement.agreement(secret(), key(number)).isEmpty(), number.toString());
        }
        assertTrue(agreement.admits(key(BigInteger.TWO)));
        assertTrue(agreement.admits(key(PRIME.subtract(BigInteger.TWO))));
    }

    @Test
    void aHandshakeOnItIsWhatItIsOnX25519() {
        Handshakes handshakes = new NoiseHandshakes(new Suite(agreement, MixingCipher::new));
        Bytes secret = Bytes.owning(secret());
        Handshake initiator = handshakes.initiate(Bytes.EMPTY, secret, Bytes.owning(secret()));
        Handshake responder = handshakes.respond(Bytes.EMPTY, Bytes.owning(secret()), Bytes.owning(secret()));
        assertTrue(responder.read(initiator.write()));
        assertTrue(initiator.read(responder.write()));
        assertTrue(responder.read(initiator.write()));

        assertTrue(initiator.complete() && responder.complete());
        assertEquals(initiator.handshakeHash(), responder.handshakeHash());
        assertEquals(handshakes.publicKey(secret), responder.remoteStatic());
        Bytes frame = Bytes.utf8("a frame");
        assertEquals(
                frame, responder.channel().open(initiator.channel().seal(frame)).orElseThrow());
    }

    private byte[] secret() {
        byte[] secret = new byte[SmallGroupAgreement.SIZE];
        random.nextBytes(secret);
        return secret;
    }

    private static byte[] key(BigInteger number) {
        byte[] key = new byte[SmallGroupAgreement.SIZE];
        byte[] bytes = number.toByteArray();
        int from = bytes.length > key.length ? 1 : 0;
        System.arraycopy(bytes, from, key, key.length - bytes.length + from, bytes.length - from);
        return key;
    }
}
