package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.codec.CredentialCodec;
import echo.codec.StatementCodec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Proofs of membership and bodies of control messages, from anybody, and what their statements say. */
class CredentialFuzz {
    static Stream<Arguments> seeds() {
        Stream<Bytes> single = Seeds.credentials().stream().map(List::of).map(CredentialCodec::encode);
        return Seeds.of(Stream.concat(Stream.of(CredentialCodec.encode(Seeds.credentials())), single));
    }

    @MethodSource("seeds")
    @FuzzTest
    void credentialsAndTheirStatementsAreReadOrRefused(byte[] input) {
        Promise.decoded(Bytes.owning(input), CredentialCodec::decode, CredentialCodec::encode)
                .ifPresent(credentials -> {
                    assertTrue(
                            !credentials.isEmpty() && credentials.size() <= CredentialCodec.MAX_CREDENTIALS,
                            "their number");
                    credentials.forEach(credential ->
                            Promise.decoded(credential.statement(), StatementCodec::decode, StatementCodec::encode));
                });
    }
}
