package echo.shell.words;

import echo.api.EchoException.Kind;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How a command waits for what the node does on its own threads: blocking, and not for ever. */
public final class Patience {
    private static final long SECONDS = 60;

    private Patience() {}

    /**
     * What {@code stage} gives.
     *
     * @param doing what is waited for, as "the write"
     * @throws CommandFailure if it fails, or takes longer than a minute
     */
    public static <T> T await(CompletionStage<T> stage, String doing) {
        return await(stage, doing, SECONDS);
    }

    /** As {@link #await(CompletionStage, String)}, for up to {@code seconds}. */
    public static <T> T await(CompletionStage<T> stage, String doing, long seconds) {
        try {
            return stage.toCompletableFuture().get(seconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw CommandFailure.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    Kind.UNAVAILABLE, doing + " took more than " + seconds + " s; see party:status and peer:list");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(Kind.UNAVAILABLE, doing + " was interrupted; it may still happen");
        }
    }
}
