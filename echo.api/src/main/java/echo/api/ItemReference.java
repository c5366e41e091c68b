package echo.api;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an item, of this party or of another; it may not exist (yet, or any more). As text {@code echo://PARTY/ITEM}, both in
 * hexadecimal digits, or the item's digits alone within its party.
 *
 * @param party the party that has the item, if that is another than the one in which the reference stands
 */
public record ItemReference(Optional<PartyKey> party, ItemId item) implements Comparable<ItemReference> {
    private static final Pattern FORM = Pattern.compile("(?:echo://([0-9a-f]{64})/)?([0-9a-f]{32})");
    private static final Comparator<ItemReference> ORDER = Comparator.<ItemReference, Bytes>comparing(
                    reference -> reference.party().map(PartyKey::bytes).orElse(Bytes.EMPTY))
            .thenComparing(ItemReference::item);

    /** An item of the party in which the reference stands. */
    public static ItemReference to(ItemId item) {
        return new ItemReference(Optional.empty(), item);
    }

    /** An item of {@code party}. */
    public static ItemReference to(PartyKey party, ItemId item) {
        return new ItemReference(Optional.of(party), item);
    }

    /**
     * The reference whose {@link #toString} is {@code text}.
     *
     * @throws IllegalArgumentException if {@code text} has another form
     */
    public static ItemReference parse(String text) {
        Matcher match = FORM.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no reference; write echo://PARTY/ITEM, or the item's 32 hexadecimal digits");
        }
        return new ItemReference(
                Optional.ofNullable(match.group(1)).map(key -> new PartyKey(Bytes.hex(key))),
                ItemId.parse(match.group(2)));
    }

    /** The same item as {@code home} refers to it: without the party if it is that. */
    public ItemReference within(PartyKey home) {
        return party.filter(home::equals).isPresent() ? to(item) : this;
    }

    /** The same item as any party may refer to it, when the reference stands in {@code home}. */
    public ItemReference from(PartyKey home) {
        return party.isPresent() ? this : to(home, item);
    }

    /** References within the party first, then by party and item. */
    @Override
    public int compareTo(ItemReference other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return party.map(key -> "echo://" + key.bytes().toHex() + "/").orElse("") + item;
    }
}
