package echo.simulation.crypto;

import echo.crypto.noise.KeyAgreement;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A twin of X25519 for simulated worlds, some hundred times as fast: Diffie and Hellman's own scheme, in numbers modulo the
 * prime 2<sup>61</sup> − 1. Both sides come to share the same, who holds another secret comes to another number, and a key that
 * is none is refused. But it keeps no secret: anybody can find a secret from its public key in no time, so it is for worlds whose
 * liars do not try.
 *
 * <p>Pure functions; any thread.
 */
// A number stands as eight big-endian bytes after 24 zeros. The order of the group, 2^61 - 2, is a product of primes
// below 1400: that is why it is no secret. Every power of 1 and of 2^61 - 2 is one of these two, so they are the keys
// of small order here.
public final class SmallGroupAgreement implements KeyAgreement {
    private static final long PRIME = (1L << 61) - 1;
    /** Its powers are all numbers but 0. */
    private static final long GENERATOR = 37;

    private static final int NUMBER_AT = SIZE - Long.BYTES;

    @Override
    public byte[] publicKey(byte[] secret) {
        return bytes(power(GENERATOR, secret));
    }

    @Override
    public Optional<byte[]> agreement(byte[] secret, byte[] key) {
        return admits(key) ? Optional.of(bytes(power(number(key), secret))) : Optional.empty();
    }

    @Override
    public boolean admits(byte[] key) {
        for (int i = 0; i < NUMBER_AT; i++) {
            if (key[i] != 0) {
                return false;
            }
        }
        return number(key) > 1 && number(key) < PRIME - 1;
    }

    /** {@code base} to the power of the number that {@code exponent} is, big-endian. */
    private static long power(long base, byte[] exponent) {
        long power = 1;
        for (byte eight : exponent) {
            for (int bit = Byte.SIZE - 1; bit >= 0; bit--) {
                power = product(power, power);
                power = (eight >> bit & 1) == 0 ? power : product(power, base);
            }
        }
        return power;
    }

    /** 2^61 counts as 1, so what stands above bit 60 is added to what stands below. */
    private static long product(long one, long other) {
        long low = one * other;
        long sum = (Math.multiplyHigh(one, other) << 3 | low >>> 61) + (low & PRIME);
        return sum >= PRIME ? sum - PRIME : sum;
    }

    private static long number(byte[] key) {
        return ByteBuffer.wrap(key).getLong(NUMBER_AT);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(SIZE).putLong(NUMBER_AT, number).array();
    }
}
