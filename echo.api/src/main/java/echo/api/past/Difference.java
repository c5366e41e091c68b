package echo.api.past;

import echo.api.ItemId;
import java.util.List;

/**
 * How the items that two timeframes show differ. An item is shown if neither it nor one above it is deleted. Ids ascend.
 *
 * @param created shown at the second timeframe alone: created or restored between, or below something that was
 * @param removed shown at the first alone
 * @param changed shown at both, and not the same
 * @param links what became of the links of all these, which are not there where their items are not shown; by source, type, target
 */
public record Difference(List<ItemId> created, List<ItemId> removed, List<Changed> changed, List<LinkChange> links) {
    public Difference {
        created = List.copyOf(created);
        removed = List.copyOf(removed);
        changed = List.copyOf(changed);
        links = List.copyOf(links);
    }

    /**
     * What is not the same about an item.
     *
     * @param structure its parent or its place among siblings
     * @param state what its model made of its mutations
     */
    public record Changed(ItemId item, boolean structure, boolean state) {}

    /** Whether both timeframes show the same. */
    public boolean isEmpty() {
        return created.isEmpty() && removed.isEmpty() && changed.isEmpty() && links.isEmpty();
    }
}
