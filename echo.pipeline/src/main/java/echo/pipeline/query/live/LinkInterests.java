package echo.pipeline.query.live;

import echo.api.query.Condition;
import echo.api.query.Step;
import echo.pipeline.query.Row;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which queries an item may concern by its links: {@link Interests} that are filed under a condition on links. An item either
 * looks its links up among the conditions, or has the conditions look among its links, whichever are fewer: neither an item with
 * many links costs much, nor one of which many conditions speak.
 *
 * <p>One thread at a time.
 *
 * @param <L> who asks the queries
 */
final class LinkInterests<L> {
    private final Map<Step.Links, Map<Condition.Linked, Set<L>>> files = new LinkedHashMap<>();

    void add(Condition.Linked asked, L listener) {
        files.computeIfAbsent(asked.links(), it -> new LinkedHashMap<>())
                .computeIfAbsent(asked, it -> new LinkedHashSet<>())
                .add(listener);
    }

    void remove(L listener) {
        files.values().forEach(file -> {
            file.values().forEach(listeners -> listeners.remove(listener));
            file.values().removeIf(Set::isEmpty);
        });
        files.values().removeIf(Map::isEmpty);
    }

    /** Puts those whom {@code row} may concern into {@code found}. */
    void concerned(Row row, Collection<L> found) {
        Set<L> none = new LinkedHashSet<>();
        for (Map.Entry<Step.Links, Map<Condition.Linked, Set<L>>> file : files.entrySet()) {
            Map<Condition.Linked, Set<L>> asked = file.getValue();
            conditions(row, file.getKey(), asked.keySet())
                    .forEach(condition -> found.addAll(asked.getOrDefault(condition, none)));
        }
    }

    /** The conditions on {@code links} that hold for {@code row}, or at least those that are {@code asked}. */
    private static Stream<Condition.Linked> conditions(Row row, Step.Links links, Set<Condition.Linked> asked) {
        int ends = row.countEnds(links);
        if (ends == 0) {
            return Stream.empty();
        } else if (ends > asked.size()) {
            return asked.stream().filter(row::satisfies);
        }
        Condition.Linked any = new Condition.Linked(links, Optional.empty());
        return Stream.concat(Stream.of(any), row.ends(links).map(end -> new Condition.Linked(links, Optional.of(end))));
    }
}
