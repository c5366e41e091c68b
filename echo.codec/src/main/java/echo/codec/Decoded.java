package echo.codec;

import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What came out of decoding bytes that anyone may have sent: a value, or why there is none.
 *
 * @param <T> the value
 */
public sealed interface Decoded<T> {
    /** The bytes were well formed. */
    record Valid<T>(T value) implements Decoded<T> {}

    /**
     * The bytes can never mean anything.
     *
     * @param reason one line of at most 200 characters, the same on every peer; it may quote the bytes
     */
    record Malformed<T>(String reason) implements Decoded<T> {
        private static final int LONGEST = 200;
        private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

        public Malformed {
            String line = CONTROL.matcher(reason).replaceAll(" ");
            reason = line.length() > LONGEST ? line.substring(0, LONGEST - 1) + "…" : line;
        }
    }

    /** The bytes may mean something to a newer version; {@code what} names the unknown part. */
    record Unknown<T>(String what) implements Decoded<T> {}

    /** The decoding of what the value holds; reasons pass through. */
    default <U> Decoded<U> then(Function<T, Decoded<U>> next) {
        if (this instanceof Valid<T> valid) {
            return next.apply(valid.value());
        }
        return this instanceof Malformed<T> malformed
                ? new Malformed<>(malformed.reason())
                : new Unknown<>(((Unknown<T>) this).what());
    }
}
