package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.Position;
import java.util.List;
import java.util.Optional;

/**
 * What was done to items, as the operations that are applied now tell it: what an {@link ItemTree} keeps to fold again. What is
 * asked for is copied, so that it can be looked into elsewhere.
 *
 * <p>One thread at a time, that of the tree; what it gives is immutable.
 */
public interface ItemPast {
    /** The operations on {@code item}'s place in the tree, in order. Costs a look at each such operation of the party. */
    List<Act> acts(ItemId item);

    /** The operations on the tree at or after {@code from}, in order. */
    List<Act> actsFrom(Position from);

    /** The operations on the links of {@code source}, in order. Costs a look at each. */
    List<LinkAct> linkActs(ItemId source);

    /** The operations on the link {@code link} of {@code source} at or after {@code from}, in order. Costs a look at each on it. */
    List<LinkAct> linkActs(ItemId source, LinkIndex.Outgoing link, Position from);

    /** At most {@code most} of {@code item}'s mutations, the first ones at or after {@code from}; nothing if it has none. */
    Optional<Stretch<?>> stretch(ItemId item, Position from, int most);
}
