package echo.api.crypto;

import echo.api.Bytes;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One side of a handshake, without IO: three messages, written and read in turn, the initiator first. Payloads are empty.
 *
 * <p>One thread at a time.
 */
@ConsumerType
public interface Handshake {
    /** Whether the next step is {@link #write} (else {@link #read}). Neither once {@link #complete}. */
    boolean writes();

    /** The next message to send. */
    Bytes write();

    /** Takes the peer's next message; false when it is malformed or not authentic, after which the channel is closed. */
    boolean read(Bytes message);

    boolean complete();

    /** The sealed channel that the completed handshake yields. */
    SecureChannel channel();

    /** The hash of everything said, 32 bytes, unique to this handshake: what membership proofs sign. */
    Bytes handshakeHash();

    /** The peer's static X25519 key, 32 bytes, once {@link #complete}. */
    Bytes remoteStatic();

    /**
     * Seals and opens frames in both directions; each frame is split into as many Noise messages (at most 65,535 bytes) as it
     * needs. Keys are replaced after every 2^16 Noise messages in a direction (Noise §11.3).
     */
    @ConsumerType
    interface SecureChannel {
        /** The sealed form of {@code frame}. */
        Bytes seal(Bytes frame);

        /** What the peer sealed, or nothing when it is not authentic or not in order; then the channel is closed. */
        Optional<Bytes> open(Bytes sealed);
    }
}
