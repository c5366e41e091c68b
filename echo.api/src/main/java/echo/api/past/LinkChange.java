package echo.api.past;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.value.Value;
import java.util.Optional;

/**
 * What became of one link, which the first three name (see {@link echo.api.party.Link}).
 *
 * @param before its properties before; nothing if it was not there
 * @param after its properties after; nothing if it was not there any more
 */
public record LinkChange(
        ItemId from, String type, ItemReference to, Optional<Value.MapValue> before, Optional<Value.MapValue> after) {}
