package echo.pipeline.query.live;

import echo.api.ItemId;
import echo.api.query.Query;
import echo.api.query.Step;
import echo.pipeline.query.Finder;
import echo.pipeline.query.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which items of one graph a query finds or passes through: goes back from each, stage by stage, to where the query begins.
 *
 * <p>One thread at a time, as its rows.
 */
final class Reach {
    // Links may lead in circles, and many ways to one item: what was in vain once is not tried again. So in each stage
    // what is around an item is looked at once at most.

    private final Query query;
    private final List<Set<ItemId>> inVain;

    Reach(Query query) {
        this.query = query;
        this.inVain = query.stages().stream()
                .<Set<ItemId>>map(stage -> new TreeSet<>())
                .toList();
    }

    /** Whether the query finds {@code row} in some stage. */
    boolean has(Optional<Row> row) {
        for (int stage = 0; row.isPresent() && stage < query.stages().size(); stage++) {
            if (has(row.get(), stage)) {
                return true;
            }
        }
        return false;
    }

    private boolean has(Row row, int stage) {
        if (inVain.get(stage).contains(row.id())) {
            return false;
        }
        boolean found = Finder.fits(query, stage, row)
                && (stage == 0
                        || origins(row, query.stages().get(stage).step()).anyMatch(origin -> has(origin, stage - 1)));
        if (!found) {
            inVain.get(stage).add(row.id());
        }
        return found;
    }

    /** The items that {@code step} leads to {@code row} from. */
    private static Stream<Row> origins(Row row, Step step) {
        if (step instanceof Step.Links links) {
            return row.linked(links.reversed());
        }
        return step == Step.Kin.CHILDREN ? row.parent().stream() : row.children().stream();
    }
}
