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
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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

    /** Less than every other target. */
    private static final ItemReference NO_TARGET = ItemReference.to(ItemId.ROOT);

    /** A link's identity, as seen from its source. */
    public record Outgoing(String type, ItemReference to) implements Comparable<Outgoing> {
        @Override
        public int compareTo(Outgoing other) {
            int order = type.compareTo(other.type);
            return order != 0 ? order : to.compareTo(other.to);
        }
    }

    /** A link's identity, as seen from its target. */
    public record Incoming(ItemReference to, String type, ItemId from) implements Comparable<Incoming> {
        @Override
        public int compareTo(Incoming other) {
            int order = to.compareTo(other.to);
            if (order == 0) {
                order = type.compareTo(other.type);
            }
            return order != 0 ? order : from.compareTo(other.from);
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
        Incoming back = new Incoming(link.to(), link.type(), source);
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

    /** The links that lead to {@code to}, by type and source. */
    List<Link> to(ItemReference to) {
        List<Link> links = new ArrayList<>();
        Iterator<Map.Entry<Incoming, Value.MapValue>> tail =
                incoming.iteratorFrom(new Incoming(to, NO_TYPE, ItemId.ROOT));
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

    /** The targets of the links of {@code type} that {@code source} has, ascending. */
    public Stream<ItemReference> targets(ItemId source, String type) {
        PersistentMap<Outgoing, Last> links = from(source);
        return between(links, new Outgoing(type, NO_TARGET), new Outgoing(after(type), NO_TARGET))
                .filter(entry -> entry.getValue().properties().isPresent())
                .map(entry -> entry.getKey().to());
    }

    /** The sources of the links of {@code type} that lead to {@code to}, ascending; not all need be there. */
    public Stream<ItemId> sources(ItemReference to, String type) {
        return between(incoming, new Incoming(to, type, ItemId.ROOT), new Incoming(to, after(type), ItemId.ROOT))
                .map(entry -> entry.getKey().from());
    }

    /** As many as there are {@link #targets}, or more: with those whose links were taken away. */
    public int countTargets(ItemId source, String type) {
        return count(from(source), new Outgoing(type, NO_TARGET), new Outgoing(after(type), NO_TARGET));
    }

    /** How many {@link #sources} there are. */
    public int countSources(ItemReference to, String type) {
        return count(incoming, new Incoming(to, type, ItemId.ROOT), new Incoming(to, after(type), ItemId.ROOT));
    }

    /** Whether {@code source} has a link of {@code type} to {@code to}. */
    public boolean has(ItemId source, String type, ItemReference to) {
        return incoming.containsKey(new Incoming(to, type, source));
    }

    /**
     * The links that {@code older} has not. Where one was made of the other it costs time in proportion to what was changed, not
     * to what there is.
     */
    public List<Incoming> since(LinkIndex older) {
        List<Incoming> links = new ArrayList<>();
        for (Map.Entry<Incoming, Value.MapValue> entry : incoming.since(older.incoming)) {
            if (!older.incoming.containsKey(entry.getKey())) { // else only its properties differ
                links.add(entry.getKey());
            }
        }
        return links;
    }

    /** The least text that is greater than {@code type}. */
    private static String after(String type) {
        return type + Character.MIN_VALUE;
    }

    private static <K extends Comparable<? super K>> int count(PersistentMap<K, ?> map, K from, K to) {
        return map.rank(to) - map.rank(from);
    }

    private static <K extends Comparable<? super K>, V> Stream<Map.Entry<K, V>> between(
            PersistentMap<K, V> map, K from, K to) {
        Spliterator<Map.Entry<K, V>> tail = Spliterators.spliteratorUnknownSize(map.iteratorFrom(from), 0);
        return StreamSupport.stream(tail, false).limit(count(map, from, to));
    }
}
