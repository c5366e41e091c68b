package echo.api.crypto;

import echo.api.Bytes;
import java.util.Optional;

/** Seals and opens under one content key. The same context and content are sealed to the same bytes, whoever does it. Any thread. */
public interface ContentCipher {
    /** What sealing adds to any content, in bytes. */
    int OVERHEAD = 28;

    /**
     * {@code content}, sealed.
     *
     * @param context where it stands; it must be given again to open it, and is no part of what comes out
     */
    Bytes seal(Bytes context, Bytes content);

    /** What {@code sealed} holds; nothing if it was not sealed with this key, in that context. Never throws for any bytes. */
    Optional<Bytes> open(Bytes context, Bytes sealed);
}
