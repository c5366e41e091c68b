package echo.simulation.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.item.ObjectItem;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.model.object.ObjectModel;
import echo.model.object.ObjectState;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mutations and saved states of objects. */
class ObjectFuzz {
    private static final ModelPromise<ObjectState> PROMISE = new ModelPromise<>(new ObjectModel());

    static Stream<Arguments> seeds() {
        Path list = Path.of("a.list");
        List<Consumer<ObjectItem>> commands = List.of(
                object -> object.set(Path.of("title"), Value.of("Käse 🧀")),
                object -> object.set(Path.of("all"), Seeds.properties()),
                object -> object.push(list, Value.of(1)),
                object -> object.push(list, Value.of(2)),
                object -> object.insert(list, 1, Value.of("x")),
                object -> object.removeAt(list, 0),
                object -> object.add(Path.of("set"), Value.of(Bytes.hex("00"))),
                object -> object.add(Path.of("set"), Value.of(7)),
                object -> object.remove(Path.of("set"), Value.of(7)),
                object -> object.increment(Path.of("count"), -3),
                object -> object.unset(Path.of("title")));
        Stream<Bytes> single = commands.stream()
                .limit(3)
                .flatMap(command -> PROMISE.seeds(ObjectItem.class, List.of(command)).stream());
        return Seeds.of(Stream.concat(single, PROMISE.seeds(ObjectItem.class, commands).stream()));
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytesAreAMutationOrIgnoredAndAStateOrRefused(byte[] input) {
        PROMISE.holds(input);
    }
}
