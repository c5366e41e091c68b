package echo.api.crypto;

import echo.api.Bytes;
import java.util.Optional;

/** Seals content keys between two devices. Any thread. */
public interface KeyWrap {
    /** Size of a wrapped key, in bytes. */
    int SIZE = 48;

    /**
     * {@code key}, so that only the two devices can read it.
     *
     * @param key {@link Sealing#KEY_SIZE} bytes
     * @param context what the key is for, and which of the two gives it; with one context one key may be wrapped
     */
    Bytes wrap(Bytes context, Bytes key);

    /** The key in {@code wrapped}; nothing if it was not wrapped by the other device, in that context. Never throws for any bytes. */
    Optional<Bytes> unwrap(Bytes context, Bytes wrapped);
}
