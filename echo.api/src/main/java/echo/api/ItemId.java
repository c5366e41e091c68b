package echo.api;

/**
 * Names an item within its party. It is the beginning of a hash over the creating feed and a number of the author's
 * choice, so no other author can create an item of the same name.
 *
 * @param bytes exactly {@value #SIZE} bytes
 */
public record ItemId(Bytes bytes) implements Comparable<ItemId> {
    public static final int SIZE = 16;

    /** The root of every party's tree: sixteen zero bytes. It always exists, has no model, and cannot be moved. */
    public static final ItemId ROOT = new ItemId(Bytes.owning(new byte[SIZE]));

    private static final Bytes DOMAIN = Bytes.utf8("echo/item/1");

    public ItemId {
        Sizes.require("item id", bytes, SIZE);
    }

    /** The id of the item that {@code feed} creates with {@code nonce} (8 bytes). */
    public static ItemId of(FeedKey feed, Bytes nonce) {
        return new ItemId(Hash.of(DOMAIN, feed.bytes(), nonce).bytes().slice(0, SIZE));
    }

    /**
     * The id that 32 hexadecimal digits name.
     *
     * @throws IllegalArgumentException if {@code hex} has another form
     */
    public static ItemId parse(String hex) {
        return new ItemId(Bytes.hex(hex));
    }

    @Override
    public int compareTo(ItemId other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.toHex();
    }
}
