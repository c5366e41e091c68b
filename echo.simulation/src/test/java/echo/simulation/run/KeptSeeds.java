package echo.simulation.run;

import java.util.List;

/** Seeds that failed once, made smaller, each with its story and the planted bug that brings back what was mended. */
public final class KeptSeeds {
    private KeptSeeds() {}

    /**
     * One of them.
     *
     * @param story what went wrong, in a line
     * @param bug name of the planted bug with which it goes wrong again
     */
    public record Kept(String story, String bug, Plan plan) {}

    /** All that are kept. */
    public static List<Kept> all() {
        return List.of(new Kept(
                "A storage went while strangers had channels open; the node stopped, the transport stayed, and so did they.",
                "channels of strangers outlive the node",
                Plan.of(2).withPeers(3).only(List.of(7, 34, 55, 63, 79, 103))));
    }
}
