package echo.crypto.noise;

import echo.api.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.math.ec.rfc7748.X25519;

/** X25519 (RFC 7748) on Bouncy Castle's low-level class. Pure functions; any thread. */
// A clamped scalar is a multiple of the cofactor 8 and never one of the group's order, nor of its twist's. So a key
// gives
// zeros with every secret when its order divides 8, and with none otherwise; there are five such x-coordinates, two of
// which have a second form between the prime and 2^255. That a key is none of the seven needs no multiplication.
public final class Curve25519 implements KeyAgreement {
    private static final int IGNORED_BIT = 0x80;

    /** All keys of small order, as the bytes that are left when the ignored bit is cleared. */
    private static final List<Bytes> SMALL_ORDER = Stream.of(
                    "0000000000000000000000000000000000000000000000000000000000000000",
                    "0100000000000000000000000000000000000000000000000000000000000000",
                    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")
            .map(Bytes::hex)
            .toList();

    @Override
    public byte[] publicKey(byte[] secret) {
        byte[] key = new byte[SIZE];
        X25519.generatePublicKey(secret, 0, key, 0);
        return key;
    }

    /** Checks for itself that what is shared is not all zeros (RFC 7748 §6.1). */
    @Override
    public Optional<byte[]> agreement(byte[] secret, byte[] key) {
        byte[] shared = new byte[SIZE];
        return X25519.calculateAgreement(secret, 0, key, 0, shared, 0) ? Optional.of(shared) : Optional.empty();
    }

    @Override
    public boolean admits(byte[] key) {
        byte[] counted = key.clone();
        counted[SIZE - 1] &= (byte) ~IGNORED_BIT;
        return !SMALL_ORDER.contains(Bytes.owning(counted));
    }
}
