package echo.simulation.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.codec.StatementCodec;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a credential says, whoever signed it. */
class StatementFuzz {
    static Stream<Arguments> seeds() {
        return Seeds.of(Seeds.statements().stream().map(StatementCodec::encode));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aStatementIsReadOrRefused(byte[] input) {
        Promise.decoded(Bytes.owning(input), StatementCodec::decode, StatementCodec::encode);
    }
}
