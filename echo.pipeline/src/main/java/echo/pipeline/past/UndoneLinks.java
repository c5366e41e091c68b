package echo.pipeline.past;

import echo.api.Position;
import echo.api.past.Undo.NotUndoable;
import echo.api.past.Undo.Part;
import echo.api.past.Undo.Undone;
import echo.api.value.Value;
import echo.codec.Operation;
import echo.codec.Operation.Link;
import echo.codec.Operation.Unlink;
import echo.pipeline.items.ItemPast;
import echo.pipeline.items.LinkAct;
import echo.pipeline.items.LinkIndex.Incoming;
import echo.pipeline.items.LinkIndex.Outgoing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The links that a batch made or took away, while it is being undone: the present, and what undoing has changed of it so far.
 *
 * <p>One thread at a time.
 */
final class UndoneLinks {
    private final Map<Incoming, List<LinkAct>> since = new TreeMap<>();
    private final Map<Position, LinkAct> acts = new TreeMap<>();
    private final Map<Incoming, Optional<Value.MapValue>> undone = new TreeMap<>();

    /** The link that {@code operation} is about, if it is about one. */
    static Optional<Incoming> subject(Operation operation) {
        if (operation instanceof Link link) {
            return Optional.of(new Incoming(link.to(), link.type(), link.from()));
        }
        return operation instanceof Unlink unlink
                ? Optional.of(new Incoming(unlink.to(), unlink.type(), unlink.from()))
                : Optional.empty();
    }

    /** Learns what was done to {@code link} since the batch at {@code batch}, its own part included. */
    void learn(Incoming link, Position batch, ItemPast past) {
        if (!since.containsKey(link)) {
            List<LinkAct> found = past.linkActs(link.from(), new Outgoing(link.type(), link.to()), batch);
            since.put(link, found);
            found.forEach(act -> acts.put(act.position(), act));
        }
    }

    /** Adds to {@code to} what takes back the operation at {@code place} on {@code link}, unless something speaks against it. */
    Part undo(Incoming link, Position place, List<Operation> to) {
        LinkAct act = acts.get(place);
        if (act == null) {
            return new NotUndoable(link.from(), "it is not applied");
        }
        Optional<String> objection =
                act.idle().map(idle -> "it had no effect: " + idle).or(() -> objection(link, act));
        if (objection.isPresent()) {
            return new NotUndoable(link.from(), objection.get());
        }
        to.add(act.before()
                .<Operation>map(properties -> new Link(link.from(), link.type(), link.to(), properties))
                .orElseGet(() -> new Unlink(link.from(), link.type(), link.to())));
        undone.put(link, act.before());
        return new Undone(link.from());
    }

    /** What speaks against taking back {@code act}, as the link is now. */
    private Optional<String> objection(Incoming link, LinkAct act) {
        Optional<Value.MapValue> is = now(link);
        if (is.equals(act.after())) {
            return othersDid(link, act)
                    ? Optional.of(is.isPresent() ? "another linked it too" : "another unlinked it too")
                    : Optional.empty();
        }
        if (is.isEmpty()) {
            return Optional.of("it was unlinked since");
        }
        return Optional.of(act.after().isPresent() ? "the link was changed since" : "it was linked since");
    }

    private Optional<Value.MapValue> now(Incoming link) {
        List<LinkAct> all = since.getOrDefault(link, List.of());
        return undone.getOrDefault(link, all.get(all.size() - 1).after());
    }

    /** Whether somebody else did anything to the link later in the order. */
    private boolean othersDid(Incoming link, LinkAct act) {
        return since.getOrDefault(link, List.of()).stream()
                .anyMatch(later -> later.position().compareTo(act.position()) > 0
                        && !later.position().feed().equals(act.position().feed()));
    }
}
