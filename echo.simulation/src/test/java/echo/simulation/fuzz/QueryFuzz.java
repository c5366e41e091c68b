package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.query.Query;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries as people write them. */
class QueryFuzz {
    private static final String ITEM = "00112233445566778899aabbccddeeff";

    static Stream<Arguments> seeds() {
        return Seeds.of(Stream.of(
                        "(&(@type=echo.object)(age>=18)(name=A*)) order name limit 20",
                        "(|(a<=1.5)(!(b>2m)))",
                        "(a\\.b.c=[1, \"x\"])",
                        "(a=x*y**z) / parents / children deleted only",
                        "(@below=" + ITEM + ") / targets a.b-c_1 / sources a (@type=a.b)",
                        "(!(@sources:a=echo://" + "0f".repeat(32) + "/" + ITEM + "))",
                        "(&) deleted shown order a desc, b limit 3 after [1, t\"2026-01-01T00:00:00Z\", null, @" + ITEM
                                + "]")
                .map(Bytes::utf8));
    }

    @MethodSource("seeds")
    @DictionaryEntries({
        "\"(@id=\"",
        "\"(@parent=/)\"",
        "\" / sources \"",
        "\" after [\"",
        "\" order \"",
        "\"real\\\"NaN\\\"\""
    })
    @FuzzTest
    void aQueryIsRefusedOrItsTextIsReadBackAsTheSame(byte[] input) {
        String text = Bytes.owning(input).toUtf8();
        Query query;
        try {
            query = Promise.inProportion(input.length, () -> Query.parse(text));
        } catch (IllegalArgumentException refused) {
            Promise.isReason(refused);
            return;
        }
        String written = query.toString();
        assertEquals(query, Query.parse(written), written);
        assertEquals(written, Query.parse(written).toString());
    }
}
