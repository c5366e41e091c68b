package echo.pipeline.query.live;

import echo.api.query.Query;
import echo.api.query.Step;
import echo.pipeline.query.Finder;
import echo.pipeline.query.Row;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which items of one graph a query finds or passes through: goes back from each, stage by stage, to where the query begins. Links
 * may lead there in circles, or from very many: after so many looks it says that an item may be one, without knowing it.
 *
 * <p>One thread at a time, as its rows.
 */
final class Reach {
    private final Query query;
    private int looksLeft;

    /** At most {@code looks} items are looked at: no more than it costs to ask the query anew. */
    Reach(Query query, int looks) {
        this.query = query;
        this.looksLeft = looks;
    }

    /** Whether the query finds {@code row} in some stage, or may. */
    boolean has(Optional<Row> row) {
        for (int stage = 0; row.isPresent() && stage < query.stages().size(); stage++) {
            if (has(row.get(), stage)) {
                return true;
            }
        }
        return false;
    }

    private boolean has(Row row, int stage) {
        if (looksLeft == 0) {
            return true;
        }
        looksLeft--;
        return Finder.fits(query, stage, row)
                && (stage == 0
                        || origins(row, query.stages().get(stage).step()).anyMatch(origin -> has(origin, stage - 1)));
    }

    /** The items that {@code step} leads to {@code row} from. */
    private static Stream<Row> origins(Row row, Step step) {
        if (step instanceof Step.Links links) {
            return row.linked(links.reversed());
        }
        return step == Step.Kin.CHILDREN ? row.parent().stream() : row.children().stream();
    }
}
