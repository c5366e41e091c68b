package echo.simulation.check;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import echo.api.party.Item;
import echo.api.party.View;
import echo.codec.Decoded;
import echo.codec.ItemStateCodec;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import echo.simulation.check.ReadMessages.Entry;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a party's items must be, computed as the specification says it (DESIGN §4) and in no other way: sort all messages by
 * Lamport time and feed key, and apply one after the other. No rewinds, no kept states, no bursts.
 */
final class ReferenceFold {
    // Slow and short on purpose: what it has in common with the code that it checks is the codec and the models.

    private static final Comparator<Entry> ORDER = Comparator.<Entry>comparingLong(
                    entry -> entry.message().header().lamport())
            .thenComparing(entry -> entry.feed().bytes().toByteArray(), Arrays::compareUnsigned);

    private final Map<ModelId, Model<?>> models;
    private final Map<ItemId, Place> places = new TreeMap<>();
    private final Map<ItemId, List<Mutation>> mutations = new TreeMap<>();

    private record Place(ModelId model, ItemId parent, Position placed, boolean deleted) {}

    ReferenceFold(Map<ModelId, Model<?>> models) {
        this.models = models;
    }

    /** Applies {@code entries}, in any order, with their authors. */
    void apply(List<Entry> entries, Map<FeedKey, MemberKey> authors) {
        List<Entry> sorted = new ArrayList<>(entries);
        sorted.sort(ORDER);
        for (Entry entry : sorted) {
            if (OperationCodec.decode(entry.message().body()) instanceof Decoded.Valid<List<Operation>> batch) {
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
                        new Place(create.model(), create.parent(), position, false));
            }
        } else if (operation instanceof Operation.Move move) {
            Place place = places.get(move.item());
            if (place != null && exists(move.parent()) && !isBelow(move.parent(), move.item())) {
                places.put(move.item(), new Place(place.model, move.parent(), position, place.deleted));
            }
        } else if (operation instanceof Operation.Delete delete) {
            deleted(delete.item(), true);
        } else if (operation instanceof Operation.Restore restore) {
            deleted(restore.item(), false);
        } else if (operation instanceof Operation.Mutate mutate) {
            mutations
                    .computeIfAbsent(mutate.item(), id -> new ArrayList<>())
                    .add(new Mutation(position, author, timeMs, mutate.data()));
        }
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
        places.computeIfPresent(item, (id, place) -> new Place(place.model, place.parent, place.placed, flag));
    }

    /** SHA-256 over the hashes of the canonical bytes of all items (docs/format.md, "State"). */
    Hash stateHash() {
        MessageDigest digest = Hash.digest();
        places.forEach((id, place) -> {
            Bytes bytes = ItemStateCodec.encode(new ItemStateCodec.ItemState(
                    id,
                    place.model,
                    place.parent,
                    place.placed,
                    place.deleted,
                    false,
                    saved(required(models, place.model), mutations.getOrDefault(id, List.of()))));
            Hash.of(bytes).bytes().updateTo(digest);
        });
        return Hash.result(digest);
    }

    /** The first item, by id, that {@code view} shows otherwise, and how; nothing if only a model's state can differ. */
    Optional<String> difference(View view) {
        for (Map.Entry<ItemId, Place> entry : places.entrySet()) {
            Place place = entry.getValue();
            Optional<Item> shown = view.item(entry.getKey());
            String expected = place.model + " below " + place.parent + (isDeleted(place) ? ", deleted" : "");
            String is = shown.map(item -> item.model() + " below " + item.parent() + (item.deleted() ? ", deleted" : "")
                            + (item.opaque() ? ", opaque" : ""))
                    .orElse("absent");
            if (!is.equals(expected)) {
                return Optional.of("item " + entry.getKey() + " is " + is + " and must be " + expected);
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
        S state = model.empty();
        for (Mutation mutation : inOrder) {
            if (model.apply(state, mutation) instanceof Outcome.Applied<S> applied) {
                state = applied.state();
            }
        }
        return model.save(state);
    }
}
