package echo.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104) and the key derivation that is built of it (HKDF, RFC 5869). Pure functions; any thread.
 */
public final class HmacSha256 {
    /** Size of a tag, in bytes. */
    public static final int SIZE = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private HmacSha256() {}

    /** The tag of {@code message}, {@value #SIZE} bytes. {@code key}: any size, none included. */
    public static byte[] tag(byte[] key, byte[] message) {
        return keyed(key).doFinal(message);
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
        Mac mac = keyed(tag(salt, secret));
        byte[] derived = new byte[size];
        byte[] block = new byte[0];
        for (int at = 0; at < size; at += SIZE) {
            mac.update(block);
            mac.update(info);
            block = mac.doFinal(new byte[] {(byte) (at / SIZE + 1)});
            System.arraycopy(block, 0, derived, at, Math.min(SIZE, size - at));
        }
        return derived;
    }

    private static Mac keyed(byte[] key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            // The JDK refuses an empty key; HMAC pads every key with zeros, so one zero byte is the same key.
            mac.init(new SecretKeySpec(key.length == 0 ? Arrays.copyOf(key, 1) : key, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }
}
