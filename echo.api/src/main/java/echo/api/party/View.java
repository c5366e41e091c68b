package echo.api.party;

import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.feed.Timeframe;
import echo.api.query.Query;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A party's items at one timeframe. Immutable; any thread. */
@ProviderType
public interface View {
    /** The data messages that were applied to make it. */
    Timeframe timeframe();

    /** The item, deleted ones included, or nothing when none of that id was created. */
    Optional<Item> item(ItemId id);

    /** The children of {@code parent} that are not deleted, in sibling order. */
    default List<Item> children(ItemId parent) {
        return children(parent, Deleted.HIDE);
    }

    /** Number of items that are not deleted (neither they nor an ancestor). */
    int size();

    /** What {@code query} finds. Indexes serve it where the party has some ({@link Party#index}); the plan tells which. */
    Selection select(Query query);

    /**
     * A hash over the canonical bytes of all items: peers that applied the same messages with the same models have the same.
     * Costs time in proportion to the items, at its first call.
     */
    Hash stateHash();

    /** Those children of {@code parent} that {@code which} shows, in sibling order. */
    List<Item> children(ItemId parent, Deleted which);

    /** The links of an item, by type and target; none if there is no such item. */
    List<Link> links(ItemId from);

    /** The links of this party's items that lead to {@code to}, by type and item. */
    List<Link> linksTo(ItemId to);

    /**
     * Whether an end of {@code link} is missing or deleted here. Of the items of another party a view knows nothing: see {@link
     * Echo#resolve}.
     */
    default boolean isDangling(Link link) {
        ItemReference to = link.to();
        return !isThere(link.from()) || (to.party().isEmpty() && !isThere(to.item()));
    }

    private boolean isThere(ItemId id) {
        return item(id).filter(item -> !item.deleted()).isPresent();
    }
}
