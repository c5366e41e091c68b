package echo.api.party;

import echo.api.ItemId;
import echo.api.feed.Timeframe;
import java.util.List;

/**
 * What became of a watched query's result: take {@link #removed} away from the result that was known before, put {@link #added}
 * in and {@link #changed} in the place of what they were, and it is the result in {@link #view}. Immutable; any thread.
 *
 * @param view the view whose result this leads to
 * @param difference what to do with the result before
 * @param whole whether nothing was known before: {@code added} is all there is, and what a subscriber had is to be forgotten
 * @param skipped how many views came and went since the delivery before while subscribers of this node were busy; what they
 *     brought is in here, several changes as one
 */
public record Change(View view, Difference difference, boolean whole, int skipped) {
    /**
     * From one result to the next; unmodifiable lists.
     *
     * @param added items that were not found before, in the query's order
     * @param changed items that were, and of which something is different, in the query's order
     * @param removed items that are found no more, by id
     */
    public record Difference(List<Item> added, List<Item> changed, List<ItemId> removed) {
        public Difference {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }
    }

    /** The timeframe that this brings the result to; {@link Party#watch} goes on from it. */
    public Timeframe timeframe() {
        return view.timeframe();
    }

    public List<Item> added() {
        return difference.added();
    }

    public List<Item> changed() {
        return difference.changed();
    }

    public List<ItemId> removed() {
        return difference.removed();
    }
}
