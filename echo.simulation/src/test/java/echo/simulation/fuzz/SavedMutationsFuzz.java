package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.Position;
import echo.api.model.Mutation;
import echo.api.model.PersistentMap;
import echo.codec.ItemStateCodec;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The state of an item whose model saves none: its mutations in canonical form. */
class SavedMutationsFuzz {
    static Stream<Arguments> seeds() {
        return Seeds.of(IntStream.range(0, 4)
                .mapToObj(count -> bytes(IntStream.range(0, count)
                        .mapToObj(number -> Seeds.mutation(number, Bytes.utf8("data " + number)))
                        .toList())));
    }

    private static Bytes bytes(List<Mutation> mutations) {
        PersistentMap<Position, Mutation> byPosition = PersistentMap.empty();
        for (Mutation mutation : mutations) {
            byPosition = byPosition.with(mutation.position(), mutation);
        }
        return ItemStateCodec.mutations(byPosition);
    }

    @MethodSource("seeds")
    @FuzzTest
    void mutationsAreReadFromTheirOnlyFormOrRefused(byte[] input) {
        Bytes saved = Bytes.owning(input);
        Promise.decoded(saved, ItemStateCodec::mutations, SavedMutationsFuzz::bytes)
                .ifPresent(mutations -> assertEquals(saved, bytes(mutations)));
    }
}
