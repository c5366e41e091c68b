package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import echo.api.Bytes;
import echo.api.EchoException;
import echo.codec.Decoded;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What decoders of foreign bytes promise, for fuzz targets to hold them to. */
public final class Promise {
    /** Bytes of heap that work may take whatever the size of its input, and for each byte of it. */
    private static final long FIXED = 1L << 20;

    private static final long EACH = 1L << 10;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Promise() {}

    /** A reason is one line for people. */
    public static void isReason(String reason) {
        assertFalse(reason.isBlank(), "a refusal without reason");
        assertFalse(reason.contains("\n"), () -> "more than one line: " + reason);
    }

    /** An exception says why; what it quotes may have more than one line. */
    public static void isReason(RuntimeException refusal) {
        assertFalse(Optional.ofNullable(refusal.getMessage()).orElse("").isBlank(), "a refusal without reason");
    }

    /** Trouble with what is stored, and of no other kind than these. */
    public static void isTrouble(EchoException trouble, Set<EchoException.Kind> kinds) {
        assertTrue(kinds.contains(trouble.kind()), trouble.kind() + ": " + trouble.getMessage());
        isReason(trouble);
    }

    /** What {@code work} gives, which takes memory in proportion to {@code size} bytes of input. */
    public static <T> T inProportion(int size, Supplier<T> work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        T result = work.get();
        if (THREADS.getCurrentThreadAllocatedBytes() - before > FIXED + EACH * size) {
            // Once more: the first time classes may have been loaded.
            before = THREADS.getCurrentThreadAllocatedBytes();
            result = work.get();
            long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(taken <= FIXED + EACH * size, taken + " bytes of memory for " + size + " bytes of input");
        }
        return result;
    }

    /**
     * The value in {@code bytes}, if there is one. What is decoded is encoded and decoded to the same again, and has one encoding;
     * what is not has a reason.
     */
    public static <T> Optional<T> decoded(Bytes bytes, Function<Bytes, Decoded<T>> decode, Function<T, Bytes> encode) {
        Decoded<T> decoded = inProportion(bytes.size(), () -> decode.apply(bytes));
        if (decoded instanceof Decoded.Malformed<T> malformed) {
            isReason(malformed.reason());
            return Optional.empty();
        }
        if (decoded instanceof Decoded.Unknown<T> unknown) {
            isReason(unknown.what());
            return Optional.empty();
        }
        T value = ((Decoded.Valid<T>) decoded).value();
        Bytes encoded = encode.apply(value);
        assertEquals(decoded, decode.apply(encoded), "encoded and decoded again");
        return Optional.of(value);
    }
}
