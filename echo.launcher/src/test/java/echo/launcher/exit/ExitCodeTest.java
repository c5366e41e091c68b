package echo.launcher.exit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.EchoException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The launcher sees no bundle, so it repeats the exit codes; here both are in sight. */
class ExitCodeTest {
    @Test
    void everyKindOfEchoExceptionHasItsExitCodeHere() {
        for (EchoException.Kind kind : EchoException.Kind.values()) {
            assertEquals(
                    Optional.of(kind.exitCode()), ExitCode.named(kind.name()).map(ExitCode::code));
        }
    }

    @Test
    void anEchoExceptionTellsItsKindAndMessageAsTheLauncherReadsThem() {
        assertEquals("CORRUPT: x", new EchoException(EchoException.Kind.CORRUPT, "x").toString());
    }
}
