package echo.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.Signature;
import echo.api.VerifyingKey;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;
import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The signature profile (DESIGN §3; docs/format.md "Signatures"): what is accepted is frozen, so no upgrade moves it unseen. */
class Ed25519SignatureSchemeTest {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final Bytes SEED = Bytes.hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    private static final Bytes MESSAGE = Bytes.utf8("To be, or not to be");

    private final SignatureScheme scheme = new Ed25519SignatureScheme();
    private final SigningKey signer = scheme.signingKey(SEED);
    private final VerifyingKey key = new DeviceKey(signer.publicKey());

    /** RFC 8032 §7.1, test 1. */
    @Test
    void signsAsTheStandardShows() {
        assertEquals(
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                key.bytes().toHex());
        assertEquals(
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
                signer.sign(Bytes.EMPTY).bytes().toHex());
    }

    @Test
    void agreesWithEveryWycheproofVerdict() throws IOException {
        int accepted = 0;
        for (Vectors.Case vector : Vectors.wycheproof("ed25519")) {
            VerifyingKey publicKey = new DeviceKey(Vectors.hex(vector.group().get("publicKey"), "pk"));
            Bytes signature = vector.hex("sig");
            boolean verified = signature.size() == Signature.SIZE
                    && scheme.admissible(publicKey)
                    && scheme.verify(publicKey, vector.hex("msg"), new Signature(signature));
            assertEquals(vector.valid(), verified, vector.toString());
            accepted += verified ? 1 : 0;
        }
        assertEquals(88, accepted);
    }

    /** "Taming the many EdDSAs": the equation takes cases 2 to 5, whose keys are of small or mixed order, so none is admitted. */
    @Test
    void verdictsOnTheTwelveDisputedSignaturesAreFrozen() throws IOException {
        StringBuilder verified = new StringBuilder();
        StringBuilder admitted = new StringBuilder();
        for (JsonNode vector : Vectors.read("ed25519_speccheck.json")) {
            VerifyingKey publicKey = new DeviceKey(Vectors.hex(vector, "pub_key"));
            Signature signature = new Signature(Vectors.hex(vector, "signature"));
            verified.append(scheme.verify(publicKey, Vectors.hex(vector, "message"), signature) ? 'v' : '-');
            admitted.append(scheme.admissible(publicKey) ? 'a' : '-');
        }
        assertEquals("--vvvv------", verified.toString());
        assertEquals("------aa----", admitted.toString());
    }

    @Test
    void sIsBelowTheOrderSoASignatureHasOneForm() {
        byte[] signature = signer.sign(MESSAGE).bytes().toByteArray();
        BigInteger s = number(signature, 32);
        assertTrue(verifies(signature));
        assertFalse(verifies(join(signature, little(s.add(L)))));
    }

    @Test
    void everyFlippedBitOfASignatureOrMessageOrKeyIsSeen() {
        Signature signature = signer.sign(MESSAGE);
        for (int bit = 0; bit < Signature.SIZE * 8; bit++) {
            assertFalse(
                    scheme.verify(key, MESSAGE, new Signature(flipped(signature.bytes(), bit))),
                    "signature bit " + bit);
        }
        for (int bit = 0; bit < MESSAGE.size() * 8; bit++) {
            assertFalse(scheme.verify(key, flipped(MESSAGE, bit), signature), "message bit " + bit);
        }
        for (int bit = 0; bit < VerifyingKey.SIZE * 8; bit++) {
            assertFalse(scheme.verify(new DeviceKey(flipped(key.bytes(), bit)), MESSAGE, signature), "key bit " + bit);
        }
    }

    /** y = p + 1 is the identity's y once more; with S = 0 and such an R or A, lenient libraries accept any message. */
    @Test
    void encodingsThatAreNotCanonicalAreRefused() {
        Bytes identity = Bytes.owning(little(BigInteger.ONE));
        Bytes again = Bytes.owning(little(P.add(BigInteger.ONE)));
        Bytes negativeZero = flipped(identity, 255);
        for (Bytes point : new Bytes[] {identity, again, negativeZero}) {
            assertFalse(scheme.admissible(new DeviceKey(point)), point.toHex());
            assertFalse(scheme.verify(new DeviceKey(point), MESSAGE, zeroS(identity)), point.toHex());
            assertFalse(scheme.verify(new DeviceKey(identity), MESSAGE, zeroS(point)), point.toHex());
        }
    }

    /** A signer alone can add a point of order two to R. The equation has the cofactor, for every message alike. */
    @Test
    void rOfMixedOrderIsAcceptedAlwaysAndNotByChanceOfTheMessage() throws Exception {
        for (int i = 0; i < 64; i++) {
            assertTrue(scheme.verify(key, Bytes.utf8("message " + i), mixedOrder(Bytes.utf8("message " + i))));
        }
    }

    @Test
    void anyBytesAreJudgedAndNothingThrows() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            byte[] publicKey = new byte[VerifyingKey.SIZE];
            byte[] signature = new byte[Signature.SIZE];
            random.nextBytes(publicKey);
            random.nextBytes(signature);
            signature[63] &= 0x0f;
            assertFalse(scheme.verify(
                    new DeviceKey(Bytes.owning(publicKey)), MESSAGE, new Signature(Bytes.owning(signature))));
        }
    }

    @Test
    void aSeedOfAnotherSizeIsTheCallersMistake() {
        assertThrows(IllegalArgumentException.class, () -> scheme.signingKey(SEED.slice(0, 31)));
    }

    /** A signature whose R is rB + T, T = (0, -1) of order two: both coordinates negated. */
    private Signature mixedOrder(Bytes message) throws Exception {
        byte[] signature = signer.sign(message).bytes().toByteArray();
        MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
        byte[] scalar = sha512.digest(SEED.toByteArray());
        scalar[0] &= (byte) 0xf8;
        scalar[31] = (byte) ((scalar[31] & 0x7f) | 0x40);
        BigInteger a = number(scalar, 0);
        BigInteger r = number(signature, 32)
                .subtract(challenge(sha512, signature, message).multiply(a));
        BigInteger y = number(signature, 0);
        boolean odd = y.testBit(255);
        BigInteger mixed = P.subtract(y.clearBit(255));
        System.arraycopy(little(odd ? mixed : mixed.setBit(255)), 0, signature, 0, 32);
        BigInteger s = r.add(challenge(sha512, signature, message).multiply(a)).mod(L);
        return new Signature(Bytes.owning(join(signature, little(s))));
    }

    private BigInteger challenge(MessageDigest sha512, byte[] signature, Bytes message) {
        sha512.update(signature, 0, 32);
        key.bytes().updateTo(sha512);
        message.updateTo(sha512);
        byte[] hash = sha512.digest();
        return number(hash, 0).add(number(hash, 32).shiftLeft(256)).mod(L);
    }

    private boolean verifies(byte[] signature) {
        return scheme.verify(key, MESSAGE, new Signature(Bytes.copyOf(signature)));
    }

    private static Signature zeroS(Bytes r) {
        return new Signature(Bytes.concat(r, Bytes.owning(new byte[32])));
    }

    private static byte[] join(byte[] signature, byte[] s) {
        byte[] joined = signature.clone();
        System.arraycopy(s, 0, joined, 32, 32);
        return joined;
    }

    private static Bytes flipped(Bytes bytes, int bit) {
        byte[] array = bytes.toByteArray();
        array[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.owning(array);
    }

    private static BigInteger number(byte[] littleEndian, int from) {
        byte[] big = new byte[32];
        for (int i = 0; i < 32; i++) {
            big[31 - i] = littleEndian[from + i];
        }
        return new BigInteger(1, big);
    }

    private static byte[] little(BigInteger number) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = number.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }
}
