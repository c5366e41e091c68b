package echo.simulation.check;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.api.model.PersistentMap;
import echo.api.model.StateCodec;
import echo.api.party.Deleted;
import echo.api.party.Item;
import echo.api.party.Link;
import echo.api.party.View;
import echo.codec.Decoded;
import echo.codec.ItemStateCodec;
import echo.codec.ItemStateCodec.Form;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import echo.codec.Rank;
import echo.codec.Slot;
import echo.simulation.check.ReadMessages.Entry;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a party's items must be, computed as the specification says it (DESIGN §4) and in no other way: sort all messages by
 * Lamport time and feed key, and apply one after the other. No rewinds, no kept states, no bursts.
 */
final class ReferenceFold {
    // Slow and short on purpose: what it has in common with the code that it checks is the codec and the models.

    private static final Decoded<List<Operation>> NOTHING = new Decoded.Malformed<>("cannot be read");

    /** By Lamport time, then by feed. */
    static final Comparator<Entry> ORDER = Comparator.<Entry>comparingLong(
                    entry -> entry.message().header().lamport())
            .thenComparing(entry -> entry.feed().bytes().toByteArray(), Arrays::compareUnsigned);

    private static final Comparator<Place> SIBLINGS = Comparator.<Place, byte[]>comparing(
                    place -> place.rank.bytes().toByteArray(), Arrays::compareUnsigned)
            .thenComparing(place -> place.placed.toBytes().toByteArray(), Arrays::compareUnsigned);

    private final Map<ModelId, Model<?>> models;
    private final Function<Entry, Optional<Bytes>> bodies;
    private final Map<ItemId, Place> places = new TreeMap<>();
    private final Map<ItemId, List<Mutation>> mutations = new TreeMap<>();

    private final Map<ItemId, SortedMap<String, Link>> links = new TreeMap<>();

    private record Place(ModelId model, ItemId parent, Rank rank, Position placed, boolean deleted) {}

    /** A fold of messages whose bodies {@code bodies} reads; those that it cannot have no effect. */
    ReferenceFold(Map<ModelId, Model<?>> models, Function<Entry, Optional<Bytes>> bodies) {
        this.models = models;
        this.bodies = bodies;
    }

    /** Applies {@code entries}, in any order, with their authors. */
    void apply(List<Entry> entries, Map<FeedKey, MemberKey> authors) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(ORDER);
        for (Entry entry : sorted) {
            if (bodies.apply(entry).map(OperationCodec::decode).orElse(NOTHING)
                    instanceof Decoded.Valid<List<Operation>> batch) {
                for (int i = 0; i < batch.value().size(); i++) {
                    Position position = new Position(entry.message().header().lamport(), entry.feed(), i);
                    apply(
                            position,
                            required(authors, entry.feed()),
                            entry.message().header().timeMs(),
                            batch.value().get(i));
                }
            }
        }
    }

    private void apply(Position position, MemberKey author, long timeMs, Operation operation) {
        if (operation instanceof Operation.Create create) {
            if (exists(create.parent())) {
                places.putIfAbsent(
                        ItemId.of(position.feed(), create.nonce()),
                        new Place(create.model(), create.parent(), create.rank(), position, false));
            }
        } else if (operation instanceof Operation.Move move) {
            Place place = places.get(move.item());
            if (place != null && exists(move.parent()) && !isBelow(move.parent(), move.item())) {
                places.put(move.item(), new Place(place.model, move.parent(), move.rank(), position, place.deleted));
            }
        } else if (operation instanceof Operation.Delete delete) {
            deleted(delete.item(), true);
        } else if (operation instanceof Operation.Restore restore) {
            deleted(restore.item(), false);
        } else if (operation instanceof Operation.Mutate mutate) {
            mutations
                    .computeIfAbsent(mutate.item(), id -> new ArrayList<>())
                    .add(new Mutation(position, author, timeMs, mutate.data()));
        } else if (operation instanceof Operation.Link link) {
            linksOf(link.from())
                    .put(key(link.type(), link.to()), new Link(link.from(), link.type(), link.to(), link.properties()));
        } else if (operation instanceof Operation.Unlink unlink) {
            linksOf(unlink.from()).remove(key(unlink.type(), unlink.to()));
        }
    }

    private SortedMap<String, Link> linksOf(ItemId from) {
        return links.computeIfAbsent(from, id -> new TreeMap<>());
    }

    /** What sorts the links of an item: by type, then those within the party before others, then by party and item. */
    private static String key(String type, ItemReference to) {
        String party = to.party().map(key -> key.bytes().toHex()).orElse("");
        return type + '\0' + party + '/' + to.item();
    }

    private boolean exists(ItemId item) {
        return item.equals(ItemId.ROOT) || places.containsKey(item);
    }

    private boolean isBelow(ItemId item, ItemId above) {
        for (ItemId at = item; !at.equals(ItemId.ROOT); at = required(places, at).parent) {
            if (at.equals(above)) {
                return true;
            }
        }
        return false;
    }

    private void deleted(ItemId item, boolean flag) {
        places.computeIfPresent(
                item, (id, place) -> new Place(place.model, place.parent, place.rank, place.placed, flag));
    }

    /** SHA-256 over the hashes of the canonical bytes of all items (docs/format.md, "State"). */
    private static Hash stateHash(SortedMap<ItemId, Hash> items) {
        MessageDigest digest = Hash.digest();
        items.values().forEach(hash -> hash.bytes().updateTo(digest));
        return Hash.result(digest);
    }

    /** The hash of each item's canonical bytes. */
    private SortedMap<ItemId, Hash> hashes() {
        SortedMap<ItemId, Hash> hashes = new TreeMap<>();
        places.forEach((id, place) -> hashes.put(id, hash(id, place)));
        return hashes;
    }

    private Hash hash(ItemId id, Place place) {
        Model<?> model = required(models, place.model);
        return Hash.of(ItemStateCodec.encode(new ItemStateCodec.ItemState(
                id,
                place.model,
                new Slot(place.parent, place.rank, place.placed),
                place.deleted,
                List.copyOf(linksOf(id).values()),
                model.codec().isPresent() ? Form.STATE : Form.RETOLD,
                saved(model, mutations.getOrDefault(id, List.of())))));
    }

    /** The first item, by id, that {@code view} shows otherwise, and how. */
    Optional<String> difference(View view) {
        SortedMap<ItemId, Hash> hashes = hashes();
        for (Map.Entry<ItemId, Place> entry : places.entrySet()) {
            Place place = entry.getValue();
            Optional<Item> shown = view.item(entry.getKey());
            String expected = place.model + " below " + place.parent + (isDeleted(place) ? ", deleted" : "");
            String is = shown.map(item -> item.model() + " below " + item.parent() + (item.deleted() ? ", deleted" : "")
                            + (item.opaque() ? ", opaque" : ""))
                    .orElse("absent");
            Collection<Link> linked = linksOf(entry.getKey()).values();
            if (!is.equals(expected)) {
                return Optional.of("item " + entry.getKey() + " is " + is + " and must be " + expected);
            }
            if (!view.links(entry.getKey()).equals(List.copyOf(linked))) {
                return Optional.of("item " + entry.getKey() + " has links " + view.links(entry.getKey())
                        + " and must have " + linked);
            }
            if (shown.filter(item -> item.stateHash().equals(hashes.get(entry.getKey())))
                    .isEmpty()) {
                return Optional.of("item " + entry.getKey() + " of " + place.model + " has another state than its "
                        + mutations.getOrDefault(entry.getKey(), List.of()).size() + " mutations give");
            }
        }
        return misplaced(view)
                .or(() -> stateHash(hashes).equals(view.stateHash())
                        ? Optional.empty()
                        : Optional.of("it shows more items than there are"));
    }

    private Optional<String> misplaced(View view) {
        Map<ItemId, List<ItemId>> children = new TreeMap<>(Map.of(ItemId.ROOT, new ArrayList<>()));
        places.entrySet().stream().sorted(Map.Entry.comparingByValue(SIBLINGS)).forEach(entry -> {
            children.computeIfAbsent(entry.getKey(), id -> new ArrayList<>());
            children.computeIfAbsent(entry.getValue().parent, id -> new ArrayList<>())
                    .add(entry.getKey());
        });
        for (Map.Entry<ItemId, List<ItemId>> entry : children.entrySet()) {
            List<ItemId> shown = view.children(entry.getKey(), Deleted.SHOW).stream()
                    .map(Item::id)
                    .toList();
            if (!shown.equals(entry.getValue())) {
                return Optional.of(
                        "below " + entry.getKey() + " stand " + shown + " and must stand " + entry.getValue());
            }
        }
        return Optional.empty();
    }

    private static <K, V> V required(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("nothing is known of " + key);
        }
        return value;
    }

    private boolean isDeleted(Place place) {
        return place.deleted || (!place.parent.equals(ItemId.ROOT) && isDeleted(required(places, place.parent)));
    }

    private static <S> Bytes saved(Model<S> model, List<Mutation> inOrder) {
        Optional<StateCodec<S>> codec = model.codec();
        if (codec.isEmpty()) {
            PersistentMap<Position, Mutation> all = PersistentMap.empty();
            for (Mutation mutation : inOrder) {
                all = all.with(mutation.position(), mutation);
            }
            return ItemStateCodec.mutations(all);
        }
        S state = model.empty();
        for (Mutation mutation : inOrder) {
            state = model.apply(state, mutation).after(state);
        }
        return codec.get().save(state);
    }
}
