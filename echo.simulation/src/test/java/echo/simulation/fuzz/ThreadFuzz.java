package echo.simulation.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.item.MessageId;
import echo.api.item.ThreadItem;
import echo.model.messenger.MessengerModel;
import echo.model.messenger.ThreadState;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mutations and saved states of threads. */
class ThreadFuzz {
    private static final ModelPromise<ThreadState> PROMISE = new ModelPromise<>(new MessengerModel());

    static Stream<Arguments> seeds() {
        List<Consumer<ThreadItem>> commands = List.of(
                thread -> thread.post("Käse 🧀"),
                thread -> thread.answer(first(thread), "yes"),
                thread -> thread.react(first(thread), "👍"),
                thread -> thread.markRead(first(thread)),
                thread -> thread.unreact(first(thread), "👍"),
                thread -> thread.edit(first(thread), "cheese"),
                thread -> thread.remove(first(thread)));
        Stream<Bytes> some =
                Stream.of(1, 4).flatMap(count -> PROMISE.seeds(ThreadItem.class, commands.subList(0, count)).stream());
        return Seeds.of(Stream.concat(some, PROMISE.seeds(ThreadItem.class, commands).stream()));
    }

    private static MessageId first(ThreadItem thread) {
        return thread.messages().get(0).id();
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytesAreAMutationOrIgnoredAndAStateOrRefused(byte[] input) {
        PROMISE.holds(input);
    }
}
