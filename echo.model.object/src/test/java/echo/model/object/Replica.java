package echo.model.object;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.VerifyingKey;
import echo.api.item.ObjectItem;
import echo.api.model.ItemEditor;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One author's copy of an item: writes through the handle, receives from others, folds all that it has in order. */
final class Replica implements ItemEditor<ObjectState> {
    private final ObjectModel model = new ObjectModel();
    private final FeedKey feed;
    private final List<Mutation> mutations = new ArrayList<>();
    private ObjectState state = model.empty();
    private String ignored = "";

    Replica(int feed) {
        byte[] key = new byte[VerifyingKey.SIZE];
        key[0] = (byte) feed;
        this.feed = new FeedKey(Bytes.owning(key));
    }

    FeedKey feed() {
        return feed;
    }

    ObjectItem item() {
        return model.handle(ObjectItem.class, this).orElseThrow();
    }

    @Override
    public ObjectState state() {
        return state;
    }

    @Override
    public void mutate(Bytes data) {
        long lamport = mutations.isEmpty()
                ? 1
                : 1 + mutations.get(mutations.size() - 1).position().lamport();
        mutations.add(new Mutation(new Position(lamport, feed, 0), new MemberKey(feed.bytes()), 0, data));
        fold();
    }

    /** The latest mutation in the order. */
    Mutation last() {
        return mutations.get(mutations.size() - 1);
    }

    /** Takes {@code mutation} back; gives what was written for that, the last of it. */
    Optional<Mutation> undo(Mutation mutation) {
        List<Bytes> back =
                model.undo(without(it -> it.position().compareTo(mutation.position()) >= 0), mutation, state);
        back.forEach(this::mutate);
        return back.isEmpty() ? Optional.empty() : Optional.of(last());
    }

    /** What the item would be without the {@code left} mutations. */
    ObjectState without(Predicate<Mutation> left) {
        return fold(mutations.stream().filter(left.negate()).toList());
    }

    /** Takes over what {@code other} has. */
    void receive(Replica other) {
        for (Mutation mutation : other.mutations) {
            if (!mutations.contains(mutation)) {
                mutations.add(mutation);
            }
        }
        mutations.sort(Comparator.comparing(Mutation::position));
        fold();
    }

    /** Makes both hold the same mutations. */
    void heal(Replica other) {
        receive(other);
        other.receive(this);
    }

    Bytes saved() {
        return model.codec().orElseThrow().save(state);
    }

    /** Why the latest of the mutations that did nothing did so. */
    String ignored() {
        return ignored;
    }

    private void fold() {
        state = fold(mutations);
    }

    private ObjectState fold(List<Mutation> inOrder) {
        ObjectState folded = model.empty();
        for (Mutation mutation : inOrder) {
            Outcome<ObjectState> outcome = model.apply(folded, mutation);
            if (outcome instanceof Outcome.Applied<ObjectState> applied) {
                folded = applied.state();
            } else if (outcome instanceof Outcome.Ignored<ObjectState> idle) {
                ignored = idle.reason();
            }
        }
        return folded;
    }
}
