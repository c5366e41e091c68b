package echo.crypto.noise;

import echo.api.Hash;
import echo.crypto.HmacSha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The hash of all that was said and the keys that grow from it (Noise §5.2). One thread at a time. */
final class SymmetricState {
    static final int HASH = 32;

    private static final byte[] EMPTY = new byte[0];

    private final Function<byte[], Aead> ciphers;
    private final MessageDigest sha256 = Hash.digest();
    private byte[] hash;
    private byte[] chainingKey;
    private @Nullable CipherState cipher;

    /** {@code protocolName}: at most 32 ASCII characters, as all names of this suite are. */
    SymmetricState(String protocolName, Function<byte[], Aead> ciphers) {
        this.ciphers = ciphers;
        hash = Arrays.copyOf(protocolName.getBytes(StandardCharsets.US_ASCII), HASH);
        chainingKey = hash;
    }

    byte[] hash() {
        return hash;
    }

    void mixHash(byte[] data) {
        sha256.update(hash);
        hash = sha256.digest(data);
    }

    void mixKey(byte[] secret) {
        byte[] keys = expand(secret);
        chainingKey = Arrays.copyOf(keys, HASH);
        byte[] key = Arrays.copyOfRange(keys, HASH, 2 * HASH);
        cipher = cipher == null ? new CipherState(ciphers.apply(key), Long.MAX_VALUE) : cipher.withKey(key);
    }

    /** How much longer than its plain form the next sealed part is, in bytes: nothing before the first key. */
    int overhead() {
        return cipher == null ? 0 : Aead.TAG;
    }

    byte[] sealAndHash(byte[] plain) {
        byte[] sealed = plain;
        if (cipher != null) {
            sealed = new byte[plain.length + Aead.TAG];
            cipher.seal(hash, ByteBuffer.wrap(plain), ByteBuffer.wrap(sealed));
        }
        mixHash(sealed);
        return sealed;
    }

    /** The plain form, or nothing when it is not authentic. */
    Optional<byte[]> openAndHash(byte[] sealed) {
        byte[] plain = sealed;
        if (cipher != null) {
            plain = new byte[Math.max(0, sealed.length - Aead.TAG)];
            if (!cipher.open(hash, ByteBuffer.wrap(sealed), ByteBuffer.wrap(plain))) {
                return Optional.empty();
            }
        }
        mixHash(sealed);
        return Optional.of(plain);
    }

    /** The two directions' keys: of what the initiator sends, then of what the responder sends; 32 bytes each. */
    byte[][] split() {
        byte[] keys = expand(EMPTY);
        return new byte[][] {Arrays.copyOf(keys, HASH), Arrays.copyOfRange(keys, HASH, 2 * HASH)};
    }

    private byte[] expand(byte[] secret) {
        return HmacSha256.derive(secret, chainingKey, EMPTY, 2 * HASH);
    }
}
