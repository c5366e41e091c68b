package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.crypto.SignatureScheme;
import echo.crypto.Ed25519SignatureScheme;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Worlds with faults converge and lose nothing (P1, P2); a seed replays to the letter (P7). */
class WorldTest {
    private static final SignatureScheme SIGNATURES = new Ed25519SignatureScheme();

    @Test
    void threePeersThatWriteInPeaceAgree() {
        World world = new World(1, 3, SIGNATURES);
        world.assemble();
        Writer writer = new Writer(world.random().split());
        for (int i = 0; i < 30; i++) {
            writer.write(world.node(i % 3).party().orElseThrow());
            world.time().pass(5);
        }
        assertTrue(world.converges(10_000), world.trace()::toString);
        assertEquals(30, writer.writes());
    }

    @Test
    void aSeedReplaysToTheLetter() {
        for (long seed = 100; seed < 105; seed++) {
            assertEquals(
                    Run.of(seed).play(SIGNATURES).trace(),
                    Run.of(seed).play(SIGNATURES).trace(),
                    "seed " + seed);
        }
    }

    @Test
    void everySeedConvergesAndKeepsWhatWasAcknowledged() {
        int first = Integer.getInteger("echo.seed.first", 1);
        int count = Integer.getInteger("echo.seed.count", 20);
        for (long seed = first; seed < first + count; seed++) {
            Run.Verdict verdict = Run.of(seed).play(SIGNATURES);
            assertEquals(
                    Optional.empty(),
                    verdict.failure(),
                    () -> verdict.run() + " " + verdict.faults() + "\n" + String.join("\n", verdict.tail()));
        }
    }
}
