package echo.api.party;

import echo.api.ItemId;
import echo.api.model.ModelId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Operations that will be applied together or not at all, in the order in which they are put in. At most
 * {@link echo.api.Limits#BATCH_OPERATIONS} operations and {@link echo.api.Limits#BLOCK_BYTES} bytes.
 *
 * <p>One thread, and only within {@link Party#write}.
 */
@ProviderType
public interface Batch {
    /**
     * Creates an item of {@code type} as the last child of {@code parent}, with the newest installed version of its model.
     *
     * @throws echo.api.EchoException of kind {@code UNAVAILABLE} if no model of that type is installed
     */
    ItemId create(String type, ItemId parent);

    /** As {@link #create(String, ItemId)}, for a model that need not be installed here. */
    ItemId create(ModelId model, ItemId parent);

    /**
     * A typed handle of an item, of this batch or of the party's view: its writes go into this batch, its reads show the view
     * in which the batch began, unless the handle says otherwise. One item has one handle of each kind in a batch.
     *
     * @throws echo.api.EchoException as {@link Item#as}
     */
    <H> H edit(ItemId item, Class<H> handle);

    /** Makes {@code item} the last child of {@code parent}. A move below itself does nothing, on every peer. */
    void move(ItemId item, ItemId parent);

    /** Deletes {@code item}; what lies below is deleted with it. */
    void delete(ItemId item);

    /** Undoes the deletion of {@code item}. */
    void restore(ItemId item);
}
