package echo.crypto.noise;

import java.nio.ByteBuffer;

/**
 * A cipher that also authenticates, under one key of 32 bytes (Noise §4.2): nonces of 12 bytes, tags of {@value #TAG}. One thread
 * at a time.
 */
public interface Aead {
    /** Size of a tag, in bytes. */
    int TAG = 16;

    /** The same machine under another key; this one must not be used again. */
    Aead withKey(byte[] next);

    /** Writes what remains of {@code plain}, sealed and followed by the tag, into {@code target}. No nonce may come twice. */
    void seal(byte[] nonce, byte[] associated, ByteBuffer plain, ByteBuffer target);

    /** Writes the plain form of what remains of {@code sealed} into {@code target}; false when it is not authentic. */
    boolean open(byte[] nonce, byte[] associated, ByteBuffer sealed, ByteBuffer target);
}
