package echo.api.query;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.value.Value;
import java.util.List;
import java.util.Optional;

/**
 * A place in a query's order: where a page ends, and after which the next begins. It names values, not a count of items, so it
 * stays what it is while items come and go, even the one that it was taken from.
 *
 * @param values of the properties that are sorted by, nothing where the item lacks one
 * @param parent the item's parent then
 * @param place its place among its siblings then, in bytes that only the engine reads
 */
public record Key(List<Optional<Value>> values, ItemId parent, Bytes place) {
    public Key {
        values = List.copyOf(values);
    }
}
