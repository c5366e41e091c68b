package echo.model.object;

import echo.api.Bytes;
import echo.api.Position;
import echo.api.item.ObjectItem;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.ProvidesModel;
import echo.api.model.StateCodec;
import echo.api.value.Value;
import echo.model.object.format.MalformedException;
import echo.model.object.format.MutationFormat;
import echo.model.object.format.StateFormat;
import echo.model.object.state.Change;
import echo.model.object.state.MapNode;
import echo.model.object.state.Origin;
import echo.model.object.state.Reversal;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/**
 * The model of {@link ObjectItem}: a tree of properties, folded in the party's order, in which the later change stands.
 *
 * <p>A mutation holds several changes. Malformed bytes anywhere void all of it; a change that finds nothing to work on voids
 * only itself.
 */
@Component(service = Model.class)
@ProvidesModel(type = ObjectItem.TYPE, version = "1.1.0")
public final class ObjectModel implements Model<ObjectState> {
    private static final StateCodec<ObjectState> CODEC =
            StateCodec.of(state -> StateFormat.write(state.root()), saved -> new ObjectState(StateFormat.read(saved)));

    @Override
    public Ordering ordering() {
        return Ordering.TOTAL;
    }

    @Override
    public ObjectState empty() {
        return ObjectState.EMPTY;
    }

    @Override
    public Outcome<ObjectState> apply(ObjectState state, Mutation mutation) {
        List<Change> changes;
        try {
            changes = MutationFormat.read(mutation.data());
        } catch (MalformedException e) {
            return Outcome.ignored("not an object mutation: " + e.getMessage());
        }
        return apply(state.root(), changes, mutation.position());
    }

    private static Outcome<ObjectState> apply(MapNode before, List<Change> changes, Position position) {
        MapNode root = before;
        boolean applied = false;
        String reason = "";
        for (int i = 0; i < changes.size(); i++) {
            Outcome<MapNode> outcome = changes.get(i).applyTo(root, new Origin(position, i));
            if (outcome instanceof Outcome.Applied<MapNode> step) {
                root = step.state();
                applied = true;
            } else if (outcome instanceof Outcome.Ignored<MapNode> idle) {
                reason = idle.reason();
            }
        }
        return applied ? Outcome.applied(new ObjectState(root)) : Outcome.ignored(reason);
    }

    @Override
    public Optional<StateCodec<ObjectState>> codec() {
        return Optional.of(CODEC);
    }

    /** All of them. */
    @Override
    public Value.MapValue properties(ObjectState state) {
        return state.root().value();
    }

    /**
     * None, too, when what would be put back is more than one mutation can hold. A set, list or counter that the mutation brought
     * into being is left, empty or at 0, with the maps on the way to it.
     */
    @Override
    public List<Bytes> undo(ObjectState before, Mutation mutation, ObjectState now) {
        try {
            List<Change> done = MutationFormat.read(mutation.data());
            List<Change> back = Reversal.of(done, mutation.position(), before.root(), now.root());
            return back.isEmpty() ? List.of() : List.of(MutationFormat.write(back));
        } catch (MalformedException | IllegalArgumentException nothingToWrite) {
            return List.of();
        }
    }

    @Override
    public <H> Optional<H> handle(Class<H> kind, ItemEditor<ObjectState> editor) {
        return kind == ObjectItem.class ? Optional.of(kind.cast(new ObjectHandle(editor))) : Optional.empty();
    }
}
