package echo.crypto.jpake;

import echo.api.Bytes;
import echo.crypto.HmacSha256;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/**
 * Bytes that grow from a seed, for a library that takes a {@link SecureRandom}: block <i>i</i> is HMAC-SHA256(seed, u64be <i>i</i>). Equal
 * seeds, equal bytes; asks nobody else for chance. One thread.
 */
final class SeededRandom extends SecureRandom {
    private static final long serialVersionUID = 1;

    SeededRandom(Bytes seed) {
        super(new Blocks(seed.toByteArray()), null);
    }

    private static final class Blocks extends SecureRandomSpi {
        private static final long serialVersionUID = 1;

        private final byte[] seed;
        private long next;

        Blocks(byte[] seed) {
            this.seed = seed;
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            for (int at = 0; at < bytes.length; at += HmacSha256.SIZE) {
                byte[] block = HmacSha256.tag(
                        seed, ByteBuffer.allocate(Long.BYTES).putLong(next++).array());
                System.arraycopy(block, 0, bytes, at, Math.min(block.length, bytes.length - at));
            }
        }

        @Override
        protected void engineSetSeed(byte[] more) {
            throw new UnsupportedOperationException("the seed is given once");
        }

        @Override
        protected byte[] engineGenerateSeed(int size) {
            byte[] bytes = new byte[size];
            engineNextBytes(bytes);
            return bytes;
        }
    }
}
