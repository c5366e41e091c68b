package echo.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SometimesTest {
    @Test
    void whatWasNotCountedIsMissing() {
        TreeMap<String, Long> counts = new TreeMap<>();
        Sometimes.kinds().forEach(kind -> counts.put(kind, 1L));
        assertEquals(List.of(), Sometimes.missing(counts));
        counts.remove("fault: rot");
        assertEquals(List.of("fault: rot"), Sometimes.missing(counts));
    }

    /** PROOF: at least 60 kinds in every run of continuous integration. */
    @Test
    void thereAreManyAndEachIsNamedOnce() {
        List<String> kinds = Sometimes.kinds();
        assertTrue(kinds.size() >= 60, kinds.size() + " kinds");
        assertEquals(kinds.size(), kinds.stream().distinct().count());
    }
}
