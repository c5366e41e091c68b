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
    // Invariant: the elements of one feed's runs do not overlap in time; for only the latest run of a feed grows.

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
        Position mutation = id.mutation();
        return of(mutation.feed())
                .floor(Moment.of(mutation))
                .map(Map.Entry::getValue)
                .flatMap(extent -> extent.element(id));
    }

    /** The runs with {@code extent}, instead of a shorter one of the same run if there is one. */
    Runs with(Extent extent) {
        Position position = extent.run().position();
        return new Runs(feeds.with(position.feed(), of(position.feed()).with(Moment.of(position), extent)));
    }

    /** The run, of those of {@code feed}, that began last. */
    Optional<Extent> latest(FeedKey feed) {
        return of(feed).last().map(Map.Entry::getValue);
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
