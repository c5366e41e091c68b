package echo.simulation.crypto;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.Signature;
import echo.api.VerifyingKey;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A twin of Ed25519 for one process: a signature is a hash over the secret and the message. As with the real one, who does not
 * hold the secret cannot sign; but verifying needs the secret too, so a scheme knows the keys that grew in it and no others.
 * All parties of a world share one scheme.
 *
 * <p>Deterministic. Any thread.
 */
public final class KeyedHashSignatures implements SignatureScheme {
    private static final Bytes KEY = Bytes.utf8("simulated key");
    private static final Bytes FIRST_HALF = Bytes.utf8("simulated signature, first half");
    private static final Bytes SECOND_HALF = Bytes.utf8("simulated signature, second half");

    private final ConcurrentSkipListMap<Bytes, HashKey> keys = new ConcurrentSkipListMap<>();

    private record HashKey(Bytes secret, Bytes publicKey) implements SigningKey {
        @Override
        public Signature sign(Bytes message) {
            return new Signature(Bytes.concat(
                    Hash.of(FIRST_HALF, secret, message).bytes(),
                    Hash.of(SECOND_HALF, secret, message).bytes()));
        }

        /** The public half: a secret is not for logs. */
        @Override
        public String toString() {
            return publicKey.toString();
        }
    }

    @Override
    public SigningKey signingKey(Bytes seed) {
        HashKey key = new HashKey(seed, Hash.of(KEY, seed).bytes());
        keys.put(key.publicKey(), key);
        return key;
    }

    @Override
    public boolean verify(VerifyingKey key, Bytes message, Signature signature) {
        return Optional.ofNullable(keys.get(key.bytes()))
                .filter(known -> known.sign(message).equals(signature))
                .isPresent();
    }

    /** Whether {@code key} grew here. */
    @Override
    public boolean admissible(VerifyingKey key) {
        return keys.containsKey(key.bytes());
    }
}
