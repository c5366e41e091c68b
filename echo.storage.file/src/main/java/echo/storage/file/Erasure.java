package echo.storage.file;

import echo.api.EchoException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Erases dead runs, those before the beginnings of their feeds, from the sealed segments of a log: chooses which segments become one,
 * and lets a {@link Rewrite} do it.
 */
final class Erasure implements Closeable {
    /*
     * 1. First dead runs, from the oldest segment on; a segment without live runs is not worth a file, and goes with its neighbour.
     *    Then small neighbours are joined. So what is left has, between two segments that are not small, at most one that is.
     * 2. Segments that are joined are small, and what they become is less so: a run is copied a few times, whatever the number of
     *    trims.
     */

    /** Segments that become one, at most: so many files are removed at once. */
    private static final int MOST = 16;

    /** A segment is small if it has less than this part of what a segment may grow to. */
    private static final int SMALL = 4;

    private final LogFolder folder;
    private final SealedSegments sealed;
    private final FeedChains feeds;
    private final long segmentBytes;
    private final RandomGenerator random;
    private Optional<Rewrite> rewrite = Optional.empty();

    Erasure(LogFolder folder, SealedSegments sealed, FeedChains feeds, long segmentBytes, RandomGenerator random) {
        this.folder = folder;
        this.sealed = sealed;
        this.feeds = feeds;
        this.segmentBytes = segmentBytes;
        this.random = random;
    }

    /** Copies on; begins with other segments if none are being rewritten. Returns whether nothing is left to copy of them. */
    boolean copy() throws IOException {
        try {
            if (rewrite.isEmpty()) {
                rewrite = begin();
            }
            if (rewrite.isPresent()) {
                rewrite.get().copy();
            }
            return rewrite.map(Rewrite::isCopied).orElse(true);
        } catch (IOException | EchoException e) {
            abandonAfter(e);
            throw e;
        }
    }

    private void abandonAfter(Exception failure) {
        try {
            abandon();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private Optional<Rewrite> begin() throws IOException {
        List<Integer> segments = next();
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        int last = segments.get(segments.size() - 1);
        int first;
        try (Segment oldest = folder.open(segments.get(0))) {
            first = oldest.header().first();
        }
        SegmentHeader header = SegmentHeader.rewritten(first, last, folder.party(), random.nextLong());
        return Optional.of(new Rewrite(folder, header, segments, feeds));
    }

    /** The numbers of the segments that have dead runs. */
    NavigableSet<Integer> deadSegments() {
        TreeSet<Integer> dead = new TreeSet<>();
        feeds.sort(dead, new TreeSet<>());
        return dead;
    }

    /** Neighbours that should become one; none if all are well as they are. */
    private List<Integer> next() {
        TreeSet<Integer> dead = new TreeSet<>();
        TreeSet<Integer> live = new TreeSet<>();
        feeds.sort(dead, live);
        dead.retainAll(sealed.sizes().keySet());
        return dead.isEmpty() ? small() : withoutLive(dead.first(), live);
    }

    /** Segment {@code number} and what stands beside it without live runs. */
    private List<Integer> withoutLive(int number, Set<Integer> live) {
        NavigableSet<Integer> numbers = sealed.sizes().navigableKeySet();
        ArrayDeque<Integer> joined = new ArrayDeque<>(List.of(number));
        for (int before : numbers.headSet(number, false).descendingSet()) {
            if (live.contains(before) || joined.size() == MOST) {
                break;
            }
            joined.addFirst(before);
        }
        for (int after : numbers.tailSet(number, false)) {
            if (live.contains(after) || joined.size() == MOST) {
                break;
            }
            joined.addLast(after);
        }
        return List.copyOf(joined);
    }

    /** The first neighbours that are small and fit in one. */
    private List<Integer> small() {
        List<Integer> joined = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<Integer, Long> segment : sealed.sizes().entrySet()) {
            boolean small = segment.getValue() < segmentBytes / SMALL;
            if (!small || bytes + segment.getValue() > segmentBytes || joined.size() == MOST) {
                if (joined.size() > 1) {
                    return joined;
                }
                joined.clear();
                bytes = 0;
            }
            if (small) {
                joined.add(segment.getKey());
                bytes += segment.getValue();
            }
        }
        return joined.size() > 1 ? joined : List.of();
    }

    /** Puts what is copied in place and removes what it stands for, durably; nothing if nothing is copied. */
    Optional<Rewrite> takePlace() throws IOException {
        Optional<Rewrite> done = rewrite.filter(Rewrite::isCopied);
        if (done.isPresent()) {
            rewrite = Optional.empty();
            takePlace(done.get());
        }
        return done;
    }

    private void takePlace(Rewrite done) throws IOException {
        List<Integer> segments = done.segments();
        int last = done.last();
        List<Integer> others = segments.subList(0, segments.size() - 1);
        sealed.letGo(segments);
        done.takePlace();
        feeds.replace(segments.get(0), last, done.tables().byFeed());
        sealed.sizes().keySet().removeAll(others);
        sealed.sizes().put(last, sealed.log(last).size());
        folder.force();
        folder.remove(others);
    }

    /** Gives up what is under way; it begins anew with the next step. */
    void abandon() throws IOException {
        Optional<Rewrite> given = rewrite;
        rewrite = Optional.empty();
        if (given.isPresent()) {
            given.get().abandon();
        }
    }

    @Override
    public void close() throws IOException {
        if (rewrite.isPresent()) {
            rewrite.get().close();
        }
    }
}
