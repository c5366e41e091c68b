package echo.pipeline.past;

import echo.api.ItemId;
import echo.api.Position;
import echo.api.item.ObjectItem;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import echo.api.past.Deed.Kind;
import echo.api.past.LinkChange;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.pipeline.items.Act;
import echo.pipeline.items.ItemPast;
import echo.pipeline.items.LinkAct;
import echo.pipeline.items.Stretch;
import echo.pipeline.items.TypedState;
import echo.pipeline.items.Wish;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was done to one item, from what the engine handed out about it, and what that changed.
 *
 * <p>Immutable; any thread.
 *
 * @param acts operations on its place in the tree, in order
 * @param linkActs operations on its links, in order
 * @param stretch some of its mutations, if it has any
 */
public record ItemHistory(List<Act> acts, List<LinkAct> linkActs, Optional<Stretch<?>> stretch) {
    public ItemHistory {
        acts = List.copyOf(acts);
        linkActs = List.copyOf(linkActs);
    }

    /**
     * An operation and what became of it.
     *
     * @param mutation the operation, if it is one that a model understands
     * @param link what it did to which link, if it is about one
     * @param idle why it had no effect, if it had none
     */
    public record Told(
            Position position,
            Kind kind,
            Optional<Mutation> mutation,
            Optional<LinkChange> link,
            Optional<String> idle) {}

    /** A mutation that changed what stood at some path. */
    public record Turn(Told told, Optional<Value> before, Optional<Value> after) {}

    /** What {@code past} has of {@code item}: at most {@code most} operations of each kind, the first ones after {@code after}. */
    public static ItemHistory of(ItemPast past, ItemId item, Position after, int most) {
        Position from = new Position(after.lamport(), after.feed(), after.operation() + 1);
        List<Act> acts = past.acts(item).stream()
                .filter(act -> act.position().compareTo(from) >= 0)
                .limit(most)
                .toList();
        List<LinkAct> linkActs = past.linkActs(item).stream()
                .filter(act -> act.position().compareTo(from) >= 0)
                .limit(most)
                .toList();
        return new ItemHistory(acts, linkActs, past.stretch(item, from, most));
    }

    /** All operations, in the party's order. */
    public List<Told> all() {
        List<Told> all = new ArrayList<>();
        acts.forEach(act -> all.add(told(act)));
        linkActs.forEach(act -> all.add(told(act)));
        stretch.ifPresent(it -> it.forEach((mutation, before, outcome) -> all.add(told(mutation, outcome))));
        all.sort(Comparator.comparing(Told::position));
        return all;
    }

    /** The mutations after which something else stood at {@code path} than before, in order; nothing if the item is no object. */
    public Optional<List<Turn>> turns(Path path) {
        return stretch.flatMap(it -> turns(it, path));
    }

    private static <S> Optional<List<Turn>> turns(Stretch<S> stretch, Path path) {
        if (object(stretch, stretch.base()).isEmpty()) {
            return Optional.empty();
        }
        List<Turn> turns = new ArrayList<>();
        stretch.forEach((mutation, before, outcome) -> {
            Optional<Value> was = object(stretch, before).flatMap(it -> it.get(path));
            Optional<Value> is = object(stretch, outcome.after(before)).flatMap(it -> it.get(path));
            if (!was.equals(is)) {
                turns.add(new Turn(told(mutation, outcome), was, is));
            }
        });
        return Optional.of(turns);
    }

    private static <S> Optional<ObjectItem> object(Stretch<S> stretch, S state) {
        return new TypedState<>(stretch.model(), state).handle(ObjectItem.class, mutation -> {});
    }

    private static Told told(Act act) {
        return new Told(act.position(), kind(act.wish()), Optional.empty(), Optional.empty(), act.idle());
    }

    private static Told told(LinkAct act) {
        Kind kind = act.after().isPresent() ? Kind.LINK : Kind.UNLINK;
        LinkChange change =
                new LinkChange(act.source(), act.link().type(), act.link().to(), act.before(), act.after());
        return new Told(act.position(), kind, Optional.empty(), Optional.of(change), act.idle());
    }

    private static Told told(Mutation mutation, Outcome<?> outcome) {
        return new Told(mutation.position(), Kind.MUTATE, Optional.of(mutation), Optional.empty(), outcome.idle());
    }

    private static Kind kind(Wish wish) {
        if (wish instanceof Wish.Create) {
            return Kind.CREATE;
        }
        if (wish instanceof Wish.Move) {
            return Kind.MOVE;
        }
        return wish instanceof Wish.Delete ? Kind.DELETE : Kind.RESTORE;
    }
}
