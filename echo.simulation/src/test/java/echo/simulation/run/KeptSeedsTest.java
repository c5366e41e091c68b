package echo.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What was mended stays mended: worlds that failed once keep all promises. */
class KeptSeedsTest {
    @TestFactory
    Stream<DynamicTest> aSeedThatFailedOnceFailsNoMore() {
        return KeptSeeds.all().stream()
                .map(kept -> DynamicTest.dynamicTest(
                        kept.story(),
                        () -> assertEquals(
                                Optional.empty(), Play.of(kept.plan()).failure())));
    }
}
