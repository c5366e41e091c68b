package echo.crypto;

import echo.api.Bytes;
import echo.api.crypto.ContentCipher;
import echo.api.crypto.KeyWrap;
import echo.api.crypto.Sealing;
import echo.crypto.noise.Aead;
import echo.crypto.noise.AesGcm;
import echo.crypto.noise.Curve25519;
import echo.crypto.noise.KeyAgreement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM with nonces that are made of what is sealed, and X25519 with HKDF for keys (docs/format.md, "Sealed bodies").
 *
 * <p>Pure functions; any thread.
 */
// A nonce is a keyed hash over context and content: it comes twice only with both, and then the sealed bytes are equal
// anyway. So nothing has to be remembered over a crash, or between devices.
public final class AesGcmSealing implements Sealing {
    private static final int NONCE = 12;
    private static final byte[] CONTENT = utf8("echo/content/1");
    private static final byte[] WRAP = utf8("echo/wrap/1");
    private static final byte[] NOTHING = new byte[0];

    private final KeyAgreement agreement;

    public AesGcmSealing() {
        this(new Curve25519());
    }

    /** With another key agreement, for who simulates many devices. */
    public AesGcmSealing(KeyAgreement agreement) {
        this.agreement = agreement;
    }

    @Override
    public ContentCipher cipher(Bytes key) {
        if (key.size() != KEY_SIZE) {
            throw new IllegalArgumentException("a content key is " + KEY_SIZE + " bytes, not " + key.size());
        }
        byte[] keys = HmacSha256.derive(key.toByteArray(), NOTHING, CONTENT, 2 * KEY_SIZE);
        return new Cipher(Arrays.copyOf(keys, KEY_SIZE), Arrays.copyOfRange(keys, KEY_SIZE, 2 * KEY_SIZE));
    }

    @Override
    public Optional<KeyWrap> between(Bytes secret, Bytes other) {
        return agreement.agreement(secret.toByteArray(), other.toByteArray()).map(Wrap::new);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Cipher implements ContentCipher {
        private final byte[] key;
        private final byte[] nonceKey;
        /** One that nobody uses at the moment: to set one up takes as long as to seal a short content. */
        private final AtomicReference<@Nullable Aead> idle = new AtomicReference<>();

        Cipher(byte[] key, byte[] nonceKey) {
            this.key = key;
            this.nonceKey = nonceKey;
        }

        @Override
        public Bytes seal(Bytes context, Bytes content) {
            byte[] place = context.toByteArray();
            byte[] plain = content.toByteArray();
            byte[] nonce = Arrays.copyOf(HmacSha256.tag(nonceKey, size(place), place, plain), NONCE);
            byte[] sealed = new byte[plain.length + OVERHEAD];
            System.arraycopy(nonce, 0, sealed, 0, NONCE);
            Aead aead = take();
            aead.seal(nonce, place, ByteBuffer.wrap(plain), ByteBuffer.wrap(sealed, NONCE, sealed.length - NONCE));
            idle.set(aead);
            return Bytes.owning(sealed);
        }

        @Override
        public Optional<Bytes> open(Bytes context, Bytes sealed) {
            if (sealed.size() < OVERHEAD) {
                return Optional.empty();
            }
            byte[] bytes = sealed.toByteArray();
            byte[] plain = new byte[bytes.length - OVERHEAD];
            Aead aead = take();
            boolean authentic = aead.open(
                    Arrays.copyOf(bytes, NONCE),
                    context.toByteArray(),
                    ByteBuffer.wrap(bytes, NONCE, bytes.length - NONCE),
                    ByteBuffer.wrap(plain));
            idle.set(aead);
            return authentic ? Optional.of(Bytes.owning(plain)) : Optional.empty();
        }

        private Aead take() {
            @Nullable Aead aead = idle.getAndSet(null);
            return aead == null ? new AesGcm(key) : aead;
        }

        private static byte[] size(byte[] bytes) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array();
        }
    }

    /** A key for each context, used once: so the nonce may be zeros. */
    private static final class Wrap implements KeyWrap {
        private final byte[] shared;

        Wrap(byte[] shared) {
            this.shared = shared;
        }

        @Override
        public Bytes wrap(Bytes context, Bytes key) {
            byte[] wrapped = new byte[SIZE];
            aead(context).seal(new byte[NONCE], NOTHING, ByteBuffer.wrap(key.toByteArray()), ByteBuffer.wrap(wrapped));
            return Bytes.owning(wrapped);
        }

        @Override
        public Optional<Bytes> unwrap(Bytes context, Bytes wrapped) {
            byte[] key = new byte[KEY_SIZE];
            boolean authentic = wrapped.size() == SIZE
                    && aead(context)
                            .open(
                                    new byte[NONCE],
                                    NOTHING,
                                    ByteBuffer.wrap(wrapped.toByteArray()),
                                    ByteBuffer.wrap(key));
            return authentic ? Optional.of(Bytes.owning(key)) : Optional.empty();
        }

        private Aead aead(Bytes context) {
            return new AesGcm(HmacSha256.derive(shared, WRAP, context.toByteArray(), KEY_SIZE));
        }
    }
}
