package echo.launcher.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A component that fails with an EchoException says so in the stack trace that OSGi keeps of it. */
class FailedPartsTest {
    @Test
    void kindAndMessageAreFoundInAStackTrace() {
        String trace = """
                java.lang.reflect.InvocationTargetException
                \tat a.B.c(B.java:1)
                Caused by: CORRUPT: the file x is damaged; restore it from a peer
                \tat d.E.f(E.java:2)
                """;
        Trouble trouble = FailedParts.reason(List.of("nothing here", trace)).orElseThrow();
        assertEquals(ExitCode.CORRUPT, trouble.exitCode());
        assertEquals("the file x is damaged; restore it from a peer", trouble.getMessage());
    }

    @Test
    void anotherFailureHasNoReasonOfOurs() {
        assertTrue(
                FailedParts.reason(List.of("java.lang.NullPointerException: x")).isEmpty());
    }
}
