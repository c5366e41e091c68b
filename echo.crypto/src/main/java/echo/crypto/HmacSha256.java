package echo.crypto;

import echo.api.Hash;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) and the key derivation that is built of it (HKDF, RFC 5869). Pure functions; any thread.
 */
// Two plain hashes and not the JDK's Mac: looking one up and giving it a key takes longer than the tag of a short
// message.
// The RFC's own vectors and Wycheproof's hold it.
public final class HmacSha256 {
    /** Size of a tag, in bytes. */
    public static final int SIZE = 32;

    private static final int BLOCK = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private HmacSha256() {}

    /** The tag of {@code message}, {@value #SIZE} bytes. {@code key}: any size, none included. */
    public static byte[] tag(byte[] key, byte[]... message) {
        byte[] padded = Arrays.copyOf(key.length > BLOCK ? Hash.digest().digest(key) : key, BLOCK);
        MessageDigest inner = begun(padded, INNER);
        for (byte[] part : message) {
            inner.update(part);
        }
        byte[] tag = begun(padded, OUTER).digest(inner.digest());
        Arrays.fill(padded, (byte) 0);
        return tag;
    }

    private static MessageDigest begun(byte[] key, byte pad) {
        byte[] block = key.clone();
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= pad;
        }
        MessageDigest digest = Hash.digest();
        digest.update(block);
        Arrays.fill(block, (byte) 0);
        return digest;
    }

    /**
     * Key bytes from {@code secret}, extracted and expanded. An empty {@code salt} stands for 32 zero bytes.
     *
     * @param size 1 to 8,160 bytes
     */
    public static byte[] derive(byte[] secret, byte[] salt, byte[] info, int size) {
        if (size < 1 || size > 255 * SIZE) {
            throw new IllegalArgumentException("HKDF-SHA256 yields 1 to 8160 bytes, not " + size);
        }
        byte[] key = tag(salt, secret);
        byte[] derived = new byte[size];
        byte[] block = new byte[0];
        for (int at = 0; at < size; at += SIZE) {
            byte[] next = tag(key, block, info, new byte[] {(byte) (at / SIZE + 1)});
            Arrays.fill(block, (byte) 0);
            block = next;
            System.arraycopy(block, 0, derived, at, Math.min(SIZE, size - at));
        }
        Arrays.fill(block, (byte) 0);
        Arrays.fill(key, (byte) 0);
        return derived;
    }
}
