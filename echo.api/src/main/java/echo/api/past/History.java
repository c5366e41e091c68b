package echo.api.past;

import echo.api.ItemId;
import echo.api.Position;
import java.util.List;

/**
 * A page of what was done to one item, as the messages applied now tell it. A late message may put a deed between others.
 *
 * @param item whose past it is
 * @param deeds in the party's order
 * @param more whether there are later ones
 */
public record History(ItemId item, List<Deed> deeds, boolean more) {
    public History {
        deeds = List.copyOf(deeds);
    }

    /** Where the next page begins: behind the last deed of this one. */
    public Position end() {
        return deeds.isEmpty() ? Position.FIRST : deeds.get(deeds.size() - 1).position();
    }
}
