package echo.api.party;

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
     * A typed handle: reads show this view, each write is a batch of its own.
     *
     * @throws echo.api.EchoException of kind {@code UNAVAILABLE} if the item is opaque, of kind {@code USAGE} if its model
     *     offers no such handle
     */
    <H> H as(Class<H> handle);
}
