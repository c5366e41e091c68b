package echo.api.party;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.value.Value;

/**
 * A link between items. What stands before the properties is its identity: two who link the same concurrently have one link.
 *
 * @param from the item that has the link
 * @param type what the link means: a dotted name, as item types have
 * @param to the item that it leads to
 * @param properties as the last link operation in the order left them
 */
public record Link(ItemId from, String type, ItemReference to, Value.MapValue properties) {}
