package echo.api.party;

import echo.api.Hash;
import echo.api.ItemId;
import echo.api.model.ModelId;
import org.osgi.annotation.versioning.ProviderType;

/** An item as a {@link View} shows it. Immutable, but for writes through a handle. Any thread. */
@ProviderType
public interface Item {
    ItemId id();

    /** Type of the item and version of the model in force for it. */
    ModelId model();

    /** The parent, or {@link ItemId#ROOT}. The root's children have it; the root itself is no item. */
    ItemId parent();

    /** Whether the item, or an ancestor of it, is deleted. */
    boolean deleted();

    /** Whether the model's code is missing here, so that the item waits as stored mutations. */
    boolean opaque();

    /**
     * A hash over the item's canonical bytes: its model, place, links and state (docs/format.md, "State"). Two views show the
     * same of it just if they have the same; {@link View#stateHash} is a hash over those of all items.
     */
    Hash stateHash();

    /**
     * A typed handle: reads show this view, each write is a batch of its own.
     *
     * @throws echo.api.EchoException of kind {@code UNAVAILABLE} if the item is opaque, of kind {@code USAGE} if its model
     *     offers no such handle
     */
    <H> H as(Class<H> handle);
}
