package echo.codec;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.model.ModelId;

/** One change of a batch. */
public sealed interface Operation {
    /** Size of a create's nonce, in bytes. */
    int NONCE_SIZE = 8;

    /**
     * Creates an item below {@code parent}; its id is {@link ItemId#of} the feed and {@code nonce}.
     *
     * @param nonce {@value #NONCE_SIZE} bytes of the author's choice
     */
    record Create(Bytes nonce, ModelId model, ItemId parent) implements Operation {
        public Create {
            if (nonce.size() != NONCE_SIZE) {
                throw new IllegalArgumentException("a create's nonce is " + NONCE_SIZE + " bytes, not " + nonce.size());
            }
        }
    }

    /** Hands {@code data} to the item's model. */
    record Mutate(ItemId item, Bytes data) implements Operation {}

    /** Makes {@code item} the last child of {@code parent}. */
    record Move(ItemId item, ItemId parent) implements Operation {}

    /** Deletes {@code item}, and so what lies below. */
    record Delete(ItemId item) implements Operation {}

    /** Undoes a deletion. */
    record Restore(ItemId item) implements Operation {}
}
