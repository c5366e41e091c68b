package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.value.Literal;
import echo.api.value.Value;
import echo.codec.ValueCodec;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of links, from any writer; and their text form, which people read. */
class ValueFuzz {
    static Stream<Arguments> seeds() {
        Stream<Bytes> single = Seeds.properties().entries().entrySet().stream()
                .map(entry -> new TreeMap<>(Map.of(entry.getKey(), entry.getValue())))
                .map(entries -> ValueCodec.encode(new Value.MapValue(entries)));
        return Seeds.of(Stream.concat(Stream.of(ValueCodec.encode(Seeds.properties())), single));
    }

    @MethodSource("seeds")
    @FuzzTest
    void propertiesAreReadOrRefusedAndTheirTextFormIsTheSameValue(byte[] input) {
        Promise.decoded(Bytes.owning(input), ValueCodec::decode, ValueCodec::encode)
                .ifPresent(properties -> assertEquals(properties, Literal.read(Literal.write(properties))));
    }
}
