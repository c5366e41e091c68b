package echo.node;

import echo.api.Bytes;

/** Where chance comes from. Any thread. */
@FunctionalInterface
public interface Entropy {
    /** {@code count} bytes that nobody can guess. */
    Bytes next(int count);
}
