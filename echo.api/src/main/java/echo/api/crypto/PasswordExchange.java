package echo.api.crypto;

import echo.api.Bytes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One side of a password-authenticated key exchange, without IO: three messages each way, of which the third shows that its sender
 * knows the password. A side can write message <i>n</i> + 1 once it has read message <i>n</i>, and need not before it has read the
 * other's. Whoever hears all, or takes part without the password, learns from one exchange whether one password that it chose
 * beforehand is the right one, and nothing else, however long it computes. The first message does not depend on the password.
 *
 * <p>One thread at a time.
 */
@ConsumerType
public interface PasswordExchange {
    /** Size of the largest message, in bytes. */
    int MESSAGE_BYTES = 2048;

    /**
     * The next message to send, 1 to {@value #MESSAGE_BYTES} bytes.
     *
     * @throws IllegalStateException if it is not to be written yet, or all were
     */
    Bytes write();

    /**
     * Takes the other side's next message; false if it is malformed, made for another context, or, the third, made with another
     * password. After that nothing is taken any more. Never throws for any bytes.
     */
    boolean read(Bytes message);

    /** Whether the other side has shown that it knows the password: its third message was read. */
    boolean confirmed();
}
