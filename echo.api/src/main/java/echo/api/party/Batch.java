package echo.api.party;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.model.ModelId;
import echo.api.value.Value;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Operations that will be applied together or not at all, in the order in which they are put in. At most
 * {@link echo.api.Limits#BATCH_OPERATIONS} operations and {@link echo.api.Limits#BATCH_BYTES} bytes.
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
    default ItemId create(String type, ItemId parent) {
        return create(type, parent, Place.LAST);
    }

    /** As {@link #create(String, ItemId)}, for a model that need not be installed here. */
    default ItemId create(ModelId model, ItemId parent) {
        return create(model, parent, Place.LAST);
    }

    /**
     * A typed handle of an item, of this batch or of the party's view: its writes go into this batch, its reads show the view
     * in which the batch began, unless the handle says otherwise. One item has one handle of each kind in a batch.
     *
     * @throws echo.api.EchoException as {@link Item#as}
     */
    <H> H edit(ItemId item, Class<H> handle);

    /** Makes {@code item} the last child of {@code parent}. A move below itself does nothing, on every peer. */
    default void move(ItemId item, ItemId parent) {
        move(item, parent, Place.LAST);
    }

    /** Deletes {@code item}; what lies below is deleted with it. */
    void delete(ItemId item);

    /** Undoes the deletion of {@code item}. */
    void restore(ItemId item);

    /**
     * As {@link #create(String, ItemId)}, at {@code place} among the children of {@code parent}.
     *
     * @throws IllegalArgumentException if {@code place} names an item that is no child of {@code parent}, or is deleted
     */
    ItemId create(String type, ItemId parent, Place place);

    /** As {@link #create(String, ItemId, Place)}, for a model that need not be installed here. */
    ItemId create(ModelId model, ItemId parent, Place place);

    /**
     * As {@link #move(ItemId, ItemId)}, to {@code place} among the children of {@code parent}.
     *
     * @throws IllegalArgumentException if {@code place} names {@code item}, or one that is no child of {@code parent}, or is
     *     deleted
     */
    void move(ItemId item, ItemId parent, Place place);

    /**
     * Links {@code from} to {@code to}, or gives that link other properties. Neither need exist.
     *
     * @param type a dotted name, at most {@link echo.api.Limits#TYPE_NAME} characters
     * @param properties at most {@link echo.api.Limits#LINK_BYTES} bytes, nested at most {@link
     *     echo.api.Limits#LINK_DEPTH} deep
     * @throws IllegalArgumentException if {@code type} is no such name, {@code properties} are past a limit, or {@code from} is
     *     the root
     */
    void link(ItemId from, String type, ItemReference to, Value.MapValue properties);

    /** Takes that link away; does nothing where there is none. */
    void unlink(ItemId from, String type, ItemReference to);
}
