package echo.simulation.check;

import echo.api.Limits;
import echo.api.feed.Run;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.Map;
import java.util.TreeMap;

/** P10: stores stay near the size of what they were given, queues and channels near what a world of a few nodes needs. */
final class Bounded implements Checker {
    private static final int RECORD_BYTES = 1024;

    /** The last tail that a failed write tore off is kept beside the log: a record at most. */
    private static final long SLACK_BYTES = 64 * 1024 + Limits.RUN_BYTES;

    private static final int TASKS = 10_000;

    /** Time in which whoever does not say who he is has been turned away, also where a clock was five times too slow. */
    private static final long SLOWEST_TIMERS_MS = 6 * Limits.HALF_OPEN_MS;

    /** Of a node at rest, for each other: each dials each, and a channel that broke may not have been noticed yet. */
    private static final int CHANNELS = 4;

    private final World world;
    private final Map<String, Long> given = new TreeMap<>();

    Bounded(World world) {
        this.world = world;
    }

    @Override
    public void stored(SimNode node, Run run) {
        long most = SLACK_BYTES + given.merge(node.name(), run.payloadBytes() + RECORD_BYTES, Long::sum);
        if (world.expectations().trusts(node) && node.disk().size() > most) {
            world.complain("P10", "the disk of " + node + " has " + node.disk().size() + " bytes, more than " + most);
        }
        if (world.time().pending() > TASKS) {
            world.complain("P10", world.time().pending() + " tasks wait");
        }
    }

    /** It may hold more than it was given since. */
    @Override
    public void setBack(SimNode node) {
        given.merge(node.name(), node.disk().size(), Long::sum);
    }

    @Override
    public void settled() {
        world.pass(SLOWEST_TIMERS_MS);
        int most = CHANNELS * world.nodes().size();
        for (SimNode node : world.expectations().trusted()) {
            long channels = world.network().channels(node.name());
            if (channels > most) {
                world.complain("P10", node + " has " + channels + " channels open, more than " + most);
            }
            if (node.isUp() && node.node().peers().size() > most) {
                world.complain("P10", node + " has " + node.node().peers().size() + " sessions, more than " + most);
            }
        }
    }
}
