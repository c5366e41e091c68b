package echo.api.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses as people write them. */
class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7400, tcp, 127.0.0.1, 7400",
        "tcp://host:0, tcp, host, 0",
        "sim://b:65535, sim, b, 65535",
        "[::1]:80, tcp, ::1, 80",
        "tcp://[fe80::1]:9, tcp, fe80::1, 9",
    })
    void isRead(String text, String scheme, String host, int port) {
        assertEquals(new Address(scheme, host, port), Address.parse(text));
        assertEquals(Address.parse(text), Address.parse(Address.parse(text).toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ":", "host", "host:", ":80", "host:x", "host:65536", "host:-1", "://a:1", "tcp://", "[]:1"})
    void isRefusedWithTheTextAndTheRightForm(String text) {
        EchoException refusal = assertThrows(EchoException.class, () -> Address.parse(text));
        assertEquals(EchoException.Kind.USAGE, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains("write HOST:PORT"));
    }

    @Test
    void aNumberIsWrittenInBracketsAgain() {
        assertEquals("tcp://[::1]:80", new Address("tcp", "::1", 80).toString());
    }
}
