package echo.simulation.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.item.TextItem;
import echo.model.text.TextModel;
import echo.model.text.state.TextState;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mutations and saved states of texts. */
class TextFuzz {
    private static final ModelPromise<TextState> PROMISE = new ModelPromise<>(new TextModel());

    static Stream<Arguments> seeds() {
        List<Consumer<TextItem>> commands = List.of(
                text -> text.insert(0, "hello"),
                text -> text.insert(5, " 🧀"),
                text -> text.replace(0, 1, "H"),
                text -> text.delete(2, 2),
                text -> text.insert(1, "x"));
        Stream<Bytes> single =
                Stream.of(1, 2).flatMap(count -> PROMISE.seeds(TextItem.class, commands.subList(0, count)).stream());
        return Seeds.of(Stream.concat(single, PROMISE.seeds(TextItem.class, commands).stream()));
    }

    @MethodSource("seeds")
    @FuzzTest
    void anyBytesAreAMutationOrIgnoredAndAStateOrRefused(byte[] input) {
        PROMISE.holds(input);
    }
}
