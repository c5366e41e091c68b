package echo.simulation.check;

import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.api.party.Deleted;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.party.View;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says for people what two show differently: the first thing that does, from the root of the tree down. */
final class Difference {
    private Difference() {}

    /** In which feeds, or else in which item, {@code one} and {@code other} differ. */
    static String of(Party one, Party other) {
        Timeframe ours = one.view().timeframe();
        Timeframe theirs = other.view().timeframe();
        return ours.equals(theirs) ? of(one.view(), other.view()) : of(ours, theirs);
    }

    /** The feeds that {@code one} and {@code other} cover differently, and how far each does. */
    static String of(Timeframe one, Timeframe other) {
        Map<FeedKey, String> apart = new TreeMap<>();
        for (Timeframe differing : List.of(one.since(other), other.since(one))) {
            for (FeedKey feed : differing.extents().keySet()) {
                apart.put(
                        feed,
                        "feed " + feed.shortHex() + " to block "
                                + (one.extent(feed).length() - 1) + " and "
                                + (other.extent(feed).length() - 1));
            }
        }
        return apart.isEmpty() ? "the same feeds" : String.join(", ", apart.values());
    }

    /** The first item, from the root down, that {@code one} and {@code other} show differently. */
    static String of(View one, View other) {
        Deque<ItemId> open = new ArrayDeque<>(List.of(ItemId.ROOT));
        Set<ItemId> met = new HashSet<>();
        while (!open.isEmpty()) {
            ItemId parent = open.remove();
            List<Item> ours = one.children(parent, Deleted.SHOW);
            List<ItemId> theirs = ids(other.children(parent, Deleted.SHOW));
            if (!ids(ours).equals(theirs)) {
                return "below " + parent + " stand " + ids(ours) + " and " + theirs;
            }
            for (Item item : ours) {
                Item twin = other.item(item.id()).orElseThrow();
                if (!item.stateHash().equals(twin.stateHash())) {
                    return "item " + text(one, item) + " and " + text(other, twin);
                }
                if (met.add(item.id())) {
                    open.add(item.id());
                }
            }
        }
        return "the same items";
    }

    /** Whether some item that {@code view} shows waits for its model. */
    static boolean hasOpaque(View view) {
        return hasOpaque(view, ItemId.ROOT);
    }

    private static boolean hasOpaque(View view, ItemId parent) {
        return view.children(parent, Deleted.SHOW).stream()
                .anyMatch(item -> item.opaque() || hasOpaque(view, item.id()));
    }

    private static List<ItemId> ids(List<Item> items) {
        return items.stream().map(Item::id).toList();
    }

    private static String text(View view, Item item) {
        return item.id() + " of " + item.model() + (item.deleted() ? ", deleted" : "")
                + (item.opaque() ? ", opaque" : "") + ", links " + view.links(item.id()) + ", hash "
                + item.stateHash().shortHex();
    }
}
