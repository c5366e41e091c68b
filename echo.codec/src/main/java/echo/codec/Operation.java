package echo.codec;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.model.ModelId;
import echo.api.value.Value;

/** One change of a batch. */
public sealed interface Operation {
    /** Size of a create's nonce, in bytes. */
    int NONCE_SIZE = 8;

    /**
     * Creates an item below {@code parent}; its id is {@link ItemId#of} the feed and {@code nonce}.
     *
     * @param nonce {@value #NONCE_SIZE} bytes of the author's choice
     * @param rank where among its siblings
     */
    record Create(Bytes nonce, ModelId model, ItemId parent, Rank rank) implements Operation {
        /** Of no stated rank. */
        public Create(Bytes nonce, ModelId model, ItemId parent) {
            this(nonce, model, parent, Rank.MIDDLE);
        }

        public Create {
            if (nonce.size() != NONCE_SIZE) {
                throw new IllegalArgumentException("a create's nonce is " + NONCE_SIZE + " bytes, not " + nonce.size());
            }
        }
    }

    /** Hands {@code data} to the item's model. */
    record Mutate(ItemId item, Bytes data) implements Operation {}

    /** Makes {@code item} a child of {@code parent}, at {@code rank} among its siblings. */
    record Move(ItemId item, ItemId parent, Rank rank) implements Operation {
        /** To no stated rank. */
        public Move(ItemId item, ItemId parent) {
            this(item, parent, Rank.MIDDLE);
        }
    }

    /** Deletes {@code item}, and so what lies below. */
    record Delete(ItemId item) implements Operation {}

    /** Undoes a deletion. */
    record Restore(ItemId item) implements Operation {}

    /** Links {@code from} to {@code to}, or gives that link other properties. */
    record Link(ItemId from, String type, ItemReference to, Value.MapValue properties) implements Operation {
        public Link {
            requireLinkType(type);
        }
    }

    /** Takes that link away. */
    record Unlink(ItemId from, String type, ItemReference to) implements Operation {
        public Unlink {
            requireLinkType(type);
        }
    }

    private static void requireLinkType(String type) {
        if (!ModelId.isType(type)) {
            throw new IllegalArgumentException("'" + type + "' is not a link type; write a dotted name, as team.lead");
        }
    }
}
