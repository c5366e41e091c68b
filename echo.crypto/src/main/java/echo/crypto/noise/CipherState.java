package echo.crypto.noise;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A key and the counter of what was sealed under it (Noise §5.1), replaced at fixed counts (§11.3). One thread at a time.
 */
// 1. The counter moves by one for each message that was sealed or authentically opened, and never back: no nonce comes
// twice.
// 2. Both ends replace the key at the same counter, so nothing is said about it.
// 3. 2^64 - 1 is kept for rekey (§4.2); at one message a nanosecond it is 584 years away, so no check guards it.
final class CipherState {
    /** How many messages go under one key. */
    static final long REKEY_INTERVAL = 1 << 16;

    private static final int KEY = 32;
    private static final long REKEY_NONCE = -1;
    private static final byte[] NO_ASSOCIATED = new byte[0];

    private final long rekeyInterval;
    private final byte[] nonce = new byte[12];
    private Aead aead;
    private long counter;

    CipherState(Aead aead, long rekeyInterval) {
        this.aead = aead;
        this.rekeyInterval = rekeyInterval;
    }

    /** The same machine under another key, from its first message on; this one must not be used again. */
    CipherState withKey(byte[] next) {
        return new CipherState(aead.withKey(next), rekeyInterval);
    }

    void seal(ByteBuffer plain, ByteBuffer target) {
        seal(NO_ASSOCIATED, plain, target);
    }

    boolean open(ByteBuffer sealed, ByteBuffer target) {
        return open(NO_ASSOCIATED, sealed, target);
    }

    void seal(byte[] associated, ByteBuffer plain, ByteBuffer target) {
        aead.seal(nonce(counter), associated, plain, target);
        advance();
    }

    /** False when {@code sealed} is not authentic or not the next one; then nothing has changed. */
    boolean open(byte[] associated, ByteBuffer sealed, ByteBuffer target) {
        boolean authentic = aead.open(nonce(counter), associated, sealed, target);
        if (authentic) {
            advance();
        }
        return authentic;
    }

    private void advance() {
        counter++;
        if (counter % rekeyInterval == 0) {
            ByteBuffer next = ByteBuffer.allocate(KEY + Aead.TAG);
            aead.seal(nonce(REKEY_NONCE), NO_ASSOCIATED, ByteBuffer.allocate(KEY), next);
            aead = aead.withKey(Arrays.copyOf(next.array(), KEY));
        }
    }

    private byte[] nonce(long number) {
        ByteBuffer.wrap(nonce).putLong(Integer.BYTES, number);
        return nonce;
    }
}
