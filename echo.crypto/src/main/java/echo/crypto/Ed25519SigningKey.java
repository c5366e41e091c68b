package echo.crypto;

import echo.api.Bytes;
import echo.api.Signature;
import echo.api.crypto.SigningKey;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** An Ed25519 key pair grown from a seed of 32 bytes (RFC 8032 §5.1.5). */
final class Ed25519SigningKey implements SigningKey {
    private final byte[] seed;
    private final byte[] publicKey = new byte[Ed25519.PUBLIC_KEY_SIZE];

    Ed25519SigningKey(Bytes seed) {
        if (seed.size() != Ed25519.SECRET_KEY_SIZE) {
            throw new IllegalArgumentException("a seed must be 32 bytes, not " + seed.size());
        }
        this.seed = seed.toByteArray();
        Ed25519.generatePublicKey(this.seed, 0, publicKey, 0);
    }

    @Override
    public Bytes publicKey() {
        return Bytes.copyOf(publicKey);
    }

    @Override
    public Signature sign(Bytes message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        Ed25519.sign(seed, 0, publicKey, 0, message.toByteArray(), 0, message.size(), signature, 0);
        return new Signature(Bytes.owning(signature));
    }

    @Override
    public String toString() {
        return "signing key of " + publicKey().slice(0, 4).toHex();
    }
}
