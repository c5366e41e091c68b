package echo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7400, tcp://127.0.0.1:7400",
        "tcp://localhost:0, tcp://localhost:0",
        "quic://host:1, quic://host:1",
        "[::1]:80, tcp://[::1]:80"
    })
    void anAddressIsReadAndWrittenWithItsScheme(String text, String written) {
        assertEquals(written, Endpoint.parse("--listen", text).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":80", "host:port", "host:65536", "::1:80", "tcp:/host:1", "a/b:1"})
    void anyOtherFormIsRefusedNamingTheOption(String text) {
        Trouble trouble = assertThrows(Trouble.class, () -> Endpoint.parse("--listen", text));
        assertEquals(ExitCode.USAGE, trouble.exitCode());
        assertEquals(
                "--listen: '" + text + "' is not an address; write HOST:PORT, as 127.0.0.1:7400", trouble.getMessage());
    }

    @Test
    void theLastPortIsOne() {
        assertEquals(65_535, Endpoint.parse("--listen", "h:65535").port());
    }
}
