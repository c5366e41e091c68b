package echo.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Bytes;
import echo.api.crypto.ContentCipher;
import echo.api.crypto.KeyWrap;
import echo.api.crypto.Sealing;
import echo.crypto.noise.Curve25519;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is sealed opens with the same key in the same place, and in no other way; and is the same whoever seals it. */
class AesGcmSealingTest {
    private static final Bytes KEY = Bytes.hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
    private static final Bytes PLACE = Bytes.utf8("a place");
    private static final Bytes CONTENT = Bytes.utf8("a content");

    private final Sealing sealing = new AesGcmSealing();
    private final ContentCipher cipher = sealing.cipher(KEY);

    private static Bytes secret(int seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    private static Bytes publicKey(Bytes secret) {
        return Bytes.owning(new Curve25519().publicKey(secret.toByteArray()));
    }

    private static Bytes flipped(Bytes bytes, int bit) {
        byte[] other = bytes.toByteArray();
        other[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.owning(other);
    }

    /** Made with Python's cryptography 48 from the format's words. */
    @Test
    void theBytesAreThese() {
        assertEquals(
                "13b339aef9c24abe168a732e645426c930bbd385c66e134a1c0f39e0f0dbb2084629015cdd",
                cipher.seal(PLACE, CONTENT).toHex());
        KeyWrap wrap = sealing.between(
                        Bytes.hex("404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f"),
                        Bytes.hex("675dd574ed7789310b3d2e7681f3790b466c773b1521fecf36577958371ea52f"))
                .orElseThrow();
        assertEquals(
                "594f2072355278528397a2a01a34ce69f965cf734b697d14ab9d913df91eeffbda9f1868843fc92c85e5e82cacb24bab",
                wrap.wrap(PLACE, KEY).toHex());
    }

    @Test
    void whatIsSealedOpensAndIsLongerByTheOverhead() {
        for (int size : List.of(0, 1, 15, 16, 17, 1000, 130_000)) {
            byte[] bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            Bytes sealed = cipher.seal(PLACE, Bytes.owning(bytes));
            assertEquals(size + ContentCipher.OVERHEAD, sealed.size());
            assertEquals(Optional.of(Bytes.owning(bytes)), sealing.cipher(KEY).open(PLACE, sealed));
        }
    }

    @Test
    void noOtherKeyPlaceOrBitOpensIt() {
        Bytes sealed = cipher.seal(PLACE, CONTENT);
        assertEquals(Optional.empty(), cipher.open(Bytes.utf8("another"), sealed));
        assertEquals(Optional.empty(), sealing.cipher(flipped(KEY, 7)).open(PLACE, sealed));
        for (int bit = 0; bit < sealed.size() * 8; bit++) {
            assertEquals(Optional.empty(), cipher.open(PLACE, flipped(sealed, bit)));
        }
        for (int size = 0; size < sealed.size(); size++) {
            assertEquals(Optional.empty(), cipher.open(PLACE, sealed.slice(0, size)));
        }
        assertEquals(Optional.of(CONTENT), cipher.open(PLACE, sealed), "and it opens still");
    }

    /** Else two contents under one nonce would show their difference. */
    @Test
    void nonceAndBytesAreAFunctionOfPlaceAndContent() {
        assertEquals(cipher.seal(PLACE, CONTENT), sealing.cipher(KEY).seal(PLACE, CONTENT));
        TreeSet<Bytes> nonces = new TreeSet<>();
        for (int i = 0; i < 1_000; i++) {
            nonces.add(cipher.seal(PLACE, Bytes.utf8("content " + i)).slice(0, 12));
            nonces.add(cipher.seal(Bytes.utf8("place " + i), CONTENT).slice(0, 12));
        }
        assertEquals(2_000, nonces.size());
        assertNotEquals(
                cipher.seal(Bytes.utf8("ab"), Bytes.utf8("c")).slice(0, 12),
                cipher.seal(Bytes.utf8("a"), Bytes.utf8("bc")).slice(0, 12));
    }

    @Test
    void manyThreadsMaySealAtOnce() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            int mine = i;
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 2_000; n++) {
                    Bytes content = Bytes.utf8(mine + " " + n);
                    assertEquals(Optional.of(content), cipher.open(PLACE, cipher.seal(PLACE, content)));
                }
            });
            thread.setUncaughtExceptionHandler((from, e) -> thrown.add(e));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), thrown);
    }

    @Test
    void aKeyIsUnwrappedByTheOtherDeviceInTheSameContextAlone() {
        Bytes ada = secret(1);
        Bytes ben = secret(2);
        KeyWrap adas = sealing.between(ada, publicKey(ben)).orElseThrow();
        KeyWrap bens = sealing.between(ben, publicKey(ada)).orElseThrow();
        KeyWrap eves = sealing.between(secret(3), publicKey(ada)).orElseThrow();
        Bytes wrapped = adas.wrap(PLACE, KEY);
        assertEquals(KeyWrap.SIZE, wrapped.size());
        assertEquals(Optional.of(KEY), bens.unwrap(PLACE, wrapped));
        assertEquals(Optional.empty(), eves.unwrap(PLACE, wrapped));
        assertEquals(Optional.empty(), bens.unwrap(CONTENT, wrapped));
        assertEquals(Optional.empty(), bens.unwrap(PLACE, wrapped.slice(0, 47)));
        for (int bit = 0; bit < wrapped.size() * 8; bit++) {
            assertEquals(Optional.empty(), bens.unwrap(PLACE, flipped(wrapped, bit)));
        }
    }

    @Test
    void nothingIsSharedWithAKeyOfSmallOrder() {
        assertEquals(Optional.empty(), sealing.between(secret(1), Bytes.owning(new byte[32])));
        assertThrows(IllegalArgumentException.class, () -> sealing.cipher(KEY.slice(0, 31)));
    }
}
