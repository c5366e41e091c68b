package echo.crypto.vault;

import echo.crypto.HmacSha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a key file keeps: the root secret of a device, from which its secrets are derived, and the seed of its member's key, where the
 * device shares that with others. Whoever holds it closes it, which wipes it.
 *
 * <p>One thread at a time.
 */
final class Secrets implements AutoCloseable {
    /** Size of each, in bytes. */
    static final int SIZE = 32;

    private static final String MEMBER = "member/1";
    private static final byte[] NO_SALT = new byte[0];

    private final byte[] bytes;

    private Secrets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@code bytes}, which are handed over: a root secret, and maybe a member's seed after it. */
    static Secrets of(byte[] bytes) {
        if (bytes.length != SIZE && bytes.length != 2 * SIZE) {
            throw new IllegalArgumentException("secrets have 32 or 64 bytes, not " + bytes.length);
        }
        return new Secrets(bytes);
    }

    /** {@code root}, which is wiped, for a device of the member whose {@code seed} this is. */
    static Secrets of(byte[] root, byte[] seed) {
        byte[] both = Arrays.copyOf(root, 2 * SIZE);
        System.arraycopy(seed, 0, both, SIZE, SIZE);
        Arrays.fill(root, (byte) 0);
        return of(both);
    }

    /** What is to be sealed: a view, not a copy. */
    byte[] bytes() {
        return bytes;
    }

    /** The secret of {@code label}, {@value #SIZE} bytes. */
    byte[] secret(String label) {
        if (label.equals(MEMBER) && bytes.length > SIZE) {
            return Arrays.copyOfRange(bytes, SIZE, bytes.length);
        }
        byte[] root = Arrays.copyOf(bytes, SIZE);
        byte[] secret = HmacSha256.derive(root, NO_SALT, label.getBytes(StandardCharsets.UTF_8), SIZE);
        Arrays.fill(root, (byte) 0);
        return secret;
    }

    /** The seed of the member's key, which the caller wipes. */
    byte[] memberSeed() {
        return secret(MEMBER);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
