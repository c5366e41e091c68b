package echo.model.text.state;

import echo.api.FeedKey;
import echo.api.Position;
import echo.api.model.PersistentMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All runs of a text, by name.
 *
 * @param feeds for each feed its runs, by the time of their first elements
 */
record Runs(PersistentMap<FeedKey, PersistentMap<Moment, Extent>> feeds) {
    // Invariant: the elements of one feed's runs do not overlap in time; for a run has what its feed inserted in a row.

    static final Runs NONE = new Runs(PersistentMap.empty());

    /** A place among the mutations of one feed. */
    record Moment(long lamport, int operation) implements Comparable<Moment> {
        static Moment of(Position position) {
            return new Moment(position.lamport(), position.operation());
        }

        @Override
        public int compareTo(Moment other) {
            int order = Long.compare(lamport, other.lamport);
            return order != 0 ? order : Integer.compare(operation, other.operation);
        }
    }

    Optional<Element> find(ElementId id) {
        return at(id.mutation()).flatMap(extent -> extent.element(id));
    }

    /**
     * The mutation that would have to insert the last of the {@code count} elements of one run from {@code first} on, or the first if
     * that is not there; nothing if all are.
     */
    Optional<Position> missing(ElementId first, int count) {
        Optional<Extent> extent = at(first.mutation());
        Optional<Element> found = extent.flatMap(it -> it.element(first));
        if (extent.isEmpty() || found.isEmpty()) {
            return Optional.of(first.mutation());
        }
        long last = (long) found.get().index() + count - 1;
        return last < extent.get().length()
                ? Optional.empty()
                : Optional.of(extent.get()
                        .run()
                        .id((int) Math.min(last, Integer.MAX_VALUE))
                        .mutation());
    }

    /** The last run of its feed that began at {@code mutation} or before. */
    Optional<Extent> at(Position mutation) {
        return of(mutation.feed()).floor(Moment.of(mutation)).map(Map.Entry::getValue);
    }

    /** The runs with {@code extent}, instead of a shorter one of the same run if there is one. */
    Runs with(Extent extent) {
        Position position = extent.run().position();
        return new Runs(feeds.with(position.feed(), of(position.feed()).with(Moment.of(position), extent)));
    }

    /** Every run once, by position. */
    List<Extent> inOrder() {
        List<Extent> all = new ArrayList<>();
        for (Map.Entry<FeedKey, PersistentMap<Moment, Extent>> feed : feeds) {
            feed.getValue().forEach(entry -> all.add(entry.getValue()));
        }
        all.sort(Comparator.comparing(extent -> extent.run().position()));
        return all;
    }

    private PersistentMap<Moment, Extent> of(FeedKey feed) {
        return feeds.get(feed).orElse(PersistentMap.empty());
    }
}
