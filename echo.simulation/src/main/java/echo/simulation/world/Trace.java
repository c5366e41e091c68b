package echo.simulation.world;

import echo.api.Bytes;
import echo.api.Hash;
import echo.simulation.network.Timeline;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What happened in a world, one line per step in the eight verbs: a hash over all of it, and the last lines in full. */
public final class Trace {
    private static final int KEPT = 400;

    private final Timeline time;
    private final MessageDigest digest = Hash.digest();
    private final Deque<String> last = new ArrayDeque<>();

    public Trace(Timeline time) {
        this.time = time;
    }

    /** Notes a step of {@code node}. */
    public void note(String node, String verb, Supplier<String> line) {
        note(node, verb, line.get());
    }

    /** Notes a step of {@code node}. */
    public void note(String node, String verb, String line) {
        String text = String.format(
                Locale.ROOT, "%9d ms  %-4s %-7s %s", time.nowMs(), node, verb.toLowerCase(Locale.ROOT), line);
        Bytes.utf8(text).updateTo(digest);
        last.addLast(text);
        if (last.size() > KEPT) {
            last.removeFirst();
        }
    }

    /** SHA-256 over all lines; ends the trace. */
    public Hash hash() {
        return Hash.result(digest);
    }

    /** The last lines. */
    public List<String> tail() {
        return List.copyOf(last);
    }
}
