package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Looks at what is to be refused in a world.
 *
 * @param ms by when
 */
record Refusals(World world, long ms) {
    /** {@code stage} fails, with that kind and these words in its message. */
    void assertRefused(Kind kind, String words, CompletionStage<?> stage) {
        CompletableFuture<?> future = stage.toCompletableFuture();
        world.pass(ms);
        assertTrue(future.isDone(), "it is not refused");
        try {
            future.join();
            throw new AssertionError("it was not refused");
        } catch (CompletionException e) {
            EchoException refusal = assertInstanceOf(EchoException.class, e.getCause());
            assertTrue(String.valueOf(refusal.getMessage()).contains(words), refusal::toString);
            assertEquals(kind, refusal.kind());
        }
    }
}
