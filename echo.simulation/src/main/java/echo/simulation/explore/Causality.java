package echo.simulation.explore;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.feed.Run;
import echo.codec.Decoded;
import echo.codec.Message;
import echo.codec.Message.Advance;
import echo.codec.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the messages of some feeds depend on, as their headers say. It knows of dependencies only, not of members, signatures
 * or Lamport times, and shares nothing with the linearizer: a second opinion on what is ready and what must wait.
 *
 * <p>Immutable; any thread.
 */
public final class Causality {
    /** By feed and index of a block: how much of other feeds must be there. */
    private final SortedMap<FeedKey, List<SortedMap<FeedKey, Long>>> needs = new TreeMap<>();

    private Causality() {}

    /**
     * Reads {@code runs}, of any number of honest feeds, each feed's in order from its first block.
     *
     * @throws IllegalArgumentException if a block is not a message, or blocks are missing
     */
    public static Causality of(List<Run> runs) {
        Causality causality = new Causality();
        Map<FeedKey, List<FeedKey>> named = new TreeMap<>();
        for (Run run : runs) {
            FeedKey feed = run.head().feed();
            List<SortedMap<FeedKey, Long>> blocks = causality.needs.computeIfAbsent(feed, key -> new ArrayList<>());
            if (blocks.size() != run.from()) {
                throw new IllegalArgumentException("blocks " + blocks.size() + " to " + (run.from() - 1) + " of feed "
                        + feed.shortHex() + " are not there");
            }
            List<FeedKey> names = named.computeIfAbsent(feed, key -> new ArrayList<>());
            run.payloads().forEach(payload -> blocks.add(needs(payload, names)));
        }
        return causality;
    }

    private static SortedMap<FeedKey, Long> needs(Bytes payload, List<FeedKey> names) {
        if (!(MessageCodec.decode(payload) instanceof Decoded.Valid<Message> valid)) {
            throw new IllegalArgumentException("a block is not a message: " + payload);
        }
        Message.Header header = valid.value().header();
        names.addAll(header.feeds());
        List<Advance> advances = new ArrayList<>(header.data());
        advances.addAll(header.control());
        SortedMap<FeedKey, Long> needs = new TreeMap<>();
        advances.forEach(advance -> needs.put(names.get(advance.feed()), advance.length()));
        return needs;
    }

    /** How many blocks of {@code other} the blocks of {@code run} depend on; 0 for its own feed. */
    public long needs(Run run, FeedKey other) {
        List<SortedMap<FeedKey, Long>> blocks = needs.getOrDefault(run.head().feed(), List.of());
        long most = 0;
        for (long block = run.from(); block < run.head().extent().length(); block++) {
            most = Math.max(most, blocks.get(Math.toIntExact(block)).getOrDefault(other, 0L));
        }
        return most;
    }

    /**
     * How much of each feed can be applied when {@code held} is there: the longest prefixes that need nothing beyond each other.
     *
     * @param held lengths by feed; a feed that was read here and is absent counts as 0, one that was not read as complete
     */
    public SortedMap<FeedKey, Long> ready(Map<FeedKey, Long> held) {
        SortedMap<FeedKey, Long> ready = new TreeMap<>();
        needs.keySet().forEach(feed -> ready.put(feed, 0L));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Map.Entry<FeedKey, Long> entry : ready.entrySet()) {
                long length = entry.getValue();
                if (length < held.getOrDefault(entry.getKey(), 0L) && isMet(entry.getKey(), length, ready)) {
                    entry.setValue(length + 1);
                    grown = true;
                }
            }
        }
        return ready;
    }

    private boolean isMet(FeedKey feed, long block, Map<FeedKey, Long> ready) {
        return needs.getOrDefault(feed, List.of()).get(Math.toIntExact(block)).entrySet().stream()
                .allMatch(need -> ready.getOrDefault(need.getKey(), Long.MAX_VALUE) >= need.getValue());
    }
}
