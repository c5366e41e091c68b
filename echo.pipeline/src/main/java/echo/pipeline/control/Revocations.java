package echo.pipeline.control;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Position;
import echo.pipeline.control.PartyState.Feed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Revocations by where they stand, and by whom they concern. One thread at a time. */
final class Revocations {
    private final TreeMap<Position, Revocation> byPlace = new TreeMap<>();
    private final Map<Bytes, List<Revocation>> bySubject = new TreeMap<>();

    static Revocations of(Collection<Revocation> some) {
        Revocations revocations = new Revocations();
        some.forEach(revocations::add);
        return revocations;
    }

    void add(Revocation revocation) {
        if (byPlace.put(revocation.at(), revocation) == null) {
            bySubject
                    .computeIfAbsent(revocation.subject(), key -> new ArrayList<>())
                    .add(revocation);
        }
    }

    boolean contains(Position place) {
        return byPlace.containsKey(place);
    }

    Optional<Revocation> at(Position place) {
        return Optional.ofNullable(byPlace.get(place));
    }

    /** Where they stand, in order. */
    Set<Position> places() {
        return Collections.unmodifiableSet(byPlace.keySet());
    }

    /** All, in order. */
    Collection<Revocation> all() {
        return Collections.unmodifiableCollection(byPlace.values());
    }

    /** One of those that {@code which} picks that leaves out block {@code block} of {@code feed}. */
    Optional<Revocation> against(FeedKey feed, Feed entry, long block, Predicate<Revocation> which) {
        if (byPlace.isEmpty()) {
            return Optional.empty();
        }
        return Stream.of(entry.member().bytes(), entry.device().bytes())
                .flatMap(subject -> bySubject.getOrDefault(subject, List.of()).stream())
                .filter(which)
                .filter(revocation -> block >= revocation.end(feed))
                .findFirst();
    }
}
