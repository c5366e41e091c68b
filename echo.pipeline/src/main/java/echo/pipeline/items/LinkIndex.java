package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.Position;
import echo.api.model.PersistentMap;
import echo.api.party.Link;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The links between items at one moment, to be found from either end. Of all operations on a link the last in the order decides,
 * whenever it arrives; the others leave no trace here, so nothing is ever done again. Immutable.
 *
 * @param outgoing what the last operation on each link was, also where it took the link away, by source
 * @param incoming the links that are there, by target
 */
public record LinkIndex(
        PersistentMap<ItemId, PersistentMap<Outgoing, Last>> outgoing,
        PersistentMap<Incoming, Value.MapValue> incoming) {
    static final LinkIndex EMPTY = new LinkIndex(PersistentMap.empty(), PersistentMap.empty());

    /** Less than every other type. */
    private static final String NO_TYPE = "";

    /** A link's identity, as seen from its source. */
    public record Outgoing(String type, ItemReference to) implements Comparable<Outgoing> {
        @Override
        public int compareTo(Outgoing other) {
            int order = type.compareTo(other.type);
            return order != 0 ? order : to.compareTo(other.to);
        }
    }

    /** A link's identity, as seen from its target. */
    public record Incoming(ItemReference to, ItemId from, String type) implements Comparable<Incoming> {
        @Override
        public int compareTo(Incoming other) {
            int order = to.compareTo(other.to);
            if (order == 0) {
                order = from.compareTo(other.from);
            }
            return order != 0 ? order : type.compareTo(other.type);
        }
    }

    /** The last operation on a link: what it left of it, which is nothing where it took it away. */
    public record Last(Position position, Optional<Value.MapValue> properties) {}

    /** With the operation {@code last} on the link {@code link} of {@code source}, if it is the last one. */
    LinkIndex with(ItemId source, Outgoing link, Last last) {
        PersistentMap<Outgoing, Last> links = from(source);
        Optional<Last> known = links.get(link);
        if (known.filter(it -> it.position().compareTo(last.position()) >= 0).isPresent()) {
            return this;
        }
        Incoming back = new Incoming(link.to(), source, link.type());
        return new LinkIndex(
                outgoing.with(source, links.with(link, last)),
                last.properties()
                        .map(properties -> incoming.with(back, properties))
                        .orElseGet(() -> incoming.without(back)));
    }

    /** What the last operation on each link of {@code source} was. */
    PersistentMap<Outgoing, Last> from(ItemId source) {
        return outgoing.get(source).orElse(PersistentMap.empty());
    }

    /** The links that {@code source} has, by type and target. */
    List<Link> of(ItemId source) {
        List<Link> links = new ArrayList<>();
        for (Map.Entry<Outgoing, Last> entry : from(source)) {
            Outgoing link = entry.getKey();
            entry.getValue()
                    .properties()
                    .ifPresent(properties -> links.add(new Link(source, link.type(), link.to(), properties)));
        }
        return links;
    }

    /** The links that lead to {@code to}, by source and type. */
    List<Link> to(ItemReference to) {
        List<Link> links = new ArrayList<>();
        Iterator<Map.Entry<Incoming, Value.MapValue>> tail =
                incoming.iteratorFrom(new Incoming(to, ItemId.ROOT, NO_TYPE));
        while (tail.hasNext()) {
            Map.Entry<Incoming, Value.MapValue> entry = tail.next();
            Incoming key = entry.getKey();
            if (!key.to().equals(to)) {
                break;
            }
            links.add(new Link(key.from(), key.type(), to, entry.getValue()));
        }
        return links;
    }
}
