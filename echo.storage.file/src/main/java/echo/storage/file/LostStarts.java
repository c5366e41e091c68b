package echo.storage.file;

import echo.api.FeedKey;
import echo.api.feed.Head;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds out from a log where its feeds begin, when the file that says so is damaged or gone.
 *
 * <p>One thread.
 */
final class LostStarts {
    /*
     * 1. What still stands in the file is a claim. It is proved by a run that begins there and whose payloads lead from the
     *    claim's link to the run's own, or by one that ends there with the same link.
     * 2. A feed that is whole from block 0 on need not begin later: trimmed again, it will.
     * 3. Of any other nobody knows the link before the first run that is left after the last gap, and without that no peer's blocks
     *    could be compared with it. It begins at the end of that run, whose head the log has: the run is lost.
     * 4. A gap counts only where nothing damaged stands between: else that may be what is missing, and peers may have it. What
     *    follows on it is not to cost what is before.
     */
    /** Runs of a feed that go on from each other; so many faults stand before the end of the last. */
    private record Stretch(long from, Head firstHead, long end, int faults) {}

    /**
     * Where feeds begin.
     *
     * @param starts the heads at which they do, as far as it is proved, in the order of their keys
     * @param lost what is lost by that, for people
     */
    record Answer(List<Head> starts, List<String> lost) {}

    private final TreeMap<FeedKey, Head> claims = new TreeMap<>();
    private final TreeMap<FeedKey, Head> proved = new TreeMap<>();
    private final TreeMap<FeedKey, Stretch> stretches = new TreeMap<>();
    private int faults;

    /** {@code found} is what stands in the file. */
    LostStarts(TrimFile.Found found) {
        found.starts().forEach(head -> claims.put(head.feed(), head));
        if (found.isCertain()) {
            proved.putAll(claims);
        }
    }

    /** Takes a fault: something damaged, or a segment that is missing, is next in the log. */
    void fault() {
        faults++;
    }

    /** Takes the next run in the log, which {@code reader} holds. */
    boolean take(SegmentReader reader, RunBody.Outline run, long offset, int size) throws IOException {
        FeedKey feed = run.head().feed();
        Stretch before = stretches.get(feed);
        if (before == null || (before.end() < run.from() && before.faults() == faults)) {
            stretches.put(
                    feed,
                    new Stretch(run.from(), run.head(), run.head().extent().length(), faults));
        } else if (before.end() >= run.from()) {
            long end = Math.max(before.end(), run.head().extent().length());
            stretches.put(feed, new Stretch(before.from(), before.firstHead(), end, faults));
        }
        Optional<Head> claim = Optional.ofNullable(claims.get(feed));
        if (claim.isPresent()) {
            prove(claim.get(), reader, run, offset, size);
        }
        return true;
    }

    private void prove(Head claim, SegmentReader reader, RunBody.Outline run, long offset, int size)
            throws IOException {
        if (run.head().extent().equals(claim.extent())) {
            proved.put(claim.feed(), run.head());
        } else if (run.from() == claim.extent().length()
                && reader.run(offset, size).leadsToItsHeadFrom(claim.extent())) {
            proved.putIfAbsent(claim.feed(), claim);
        }
    }

    /** Where feeds begin; all runs of the log were taken. */
    Answer answer() {
        TreeMap<FeedKey, Head> starts = new TreeMap<>(proved);
        List<String> lost = new ArrayList<>();
        stretches.forEach((feed, stretch) -> {
            if (stretch.from() > 0 && !starts.containsKey(feed)) {
                Head start = stretch.firstHead();
                starts.put(feed, start);
                lost.add("feed " + feed + " begins at block " + start.extent().length() + " now: "
                        + LogCheck.blocks(stretch.from(), start.extent().length())
                        + " cannot be joined to what was trimmed");
            }
        });
        claims.values().stream()
                .filter(claim -> !proved.containsKey(claim.feed()) && !stretches.containsKey(claim.feed()))
                .forEach(claim -> lost.add("a feed, maybe " + claim.feed()
                        + ", of which all was trimmed, is not known any more; peers may have it"));
        return new Answer(List.copyOf(starts.values()), List.copyOf(lost));
    }
}
