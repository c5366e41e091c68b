package echo.node;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.codec.Rank;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The ranks that this node gave to last children, so that of two batches that are written before the first is visible the second
 * still goes on where the first ended. Any thread.
 */
final class LastRanks {
    /** Parents that are remembered; more are not written to between two views. */
    private static final int PARENTS = 1_024;

    private final Map<ItemId, Rank> given = new LinkedHashMap<>();

    /** A rank after {@code last}, the greatest below {@code parent} that the writer sees, and after those given before. */
    synchronized Rank after(ItemId parent, Optional<Rank> last, Bytes chance) {
        Rank before = given.remove(parent);
        Optional<Rank> below = last.filter(rank -> before == null || rank.compareTo(before) > 0)
                .or(() -> Optional.ofNullable(before));
        Rank rank = new Gap(below, Optional.empty()).rank(chance);
        given.put(parent, rank);
        if (given.size() > PARENTS) {
            given.remove(given.keySet().iterator().next());
        }
        return rank;
    }
}
