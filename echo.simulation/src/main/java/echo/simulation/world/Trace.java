package echo.simulation.world;

import echo.api.Bytes;
import echo.api.Hash;
import echo.simulation.network.Timeline;
import echo.simulation.network.Witness;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What happened in a world: a hash over every step, how often each kind of step was seen, and, if wanted, a line for each.
 * Lines cost more than everything else, so they are kept only by a trace that tells; the hash does not depend on them.
 *
 * <p>One thread.
 */
public final class Trace implements Witness {
    private static final int BUFFER = 8 * 1024;

    private final Timeline time;
    private final boolean tells;
    private final MessageDigest digest = Hash.digest();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final SortedMap<String, Tally> tallies = new TreeMap<>();
    private final List<Line> lines = new ArrayList<>();

    /**
     * A step as people read it.
     *
     * @param atMs the world's time
     * @param node whose step; empty if nobody's
     * @param verb a verb of the road, or what the world did
     */
    public record Line(long atMs, String node, String verb, String text) {}

    /** How often a kind of step was seen. */
    private static final class Tally {
        private final int number;
        private long count;

        private Tally(int number) {
            this.number = number;
        }
    }

    /** A trace that keeps lines if it {@code tells}. */
    public Trace(Timeline time, boolean tells) {
        this.time = time;
        this.tells = tells;
    }

    /** Notes a step of {@code node}, of a kind that is counted as {@code kind}. */
    public void note(String node, String verb, String kind, Supplier<String> text) {
        Tally tally = seen(kind);
        content(tally.number * 31L + node.hashCode());
        if (tells) {
            lines.add(new Line(time.nowMs(), node, verb, text.get()));
        }
    }

    /** Counts something that was seen. */
    @Override
    public void count(String kind) {
        seen(kind);
    }

    /** Makes {@code content} part of the hash, with the time at which it came up. */
    @Override
    public void content(long content) {
        if (buffer.remaining() < 2 * Long.BYTES) {
            drain();
        }
        buffer.putLong(time.nowMs()).putLong(content);
    }

    /** Makes {@code content} part of the hash. */
    public void content(Bytes content) {
        drain();
        content.updateTo(digest);
    }

    private Tally seen(String kind) {
        Tally tally = tallies.get(kind);
        if (tally == null) {
            tally = new Tally(tallies.size());
            tallies.put(kind, tally);
        }
        tally.count++;
        return tally;
    }

    private void drain() {
        digest.update(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /** SHA-256 over all steps; ends the trace. */
    public Hash hash() {
        drain();
        return Hash.result(digest);
    }

    /** How often each kind was seen. */
    public SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        tallies.forEach((kind, tally) -> counts.put(kind, tally.count));
        return counts;
    }

    /** All lines of a trace that tells, in order. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }
}
