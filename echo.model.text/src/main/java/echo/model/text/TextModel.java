package echo.model.text;

import echo.api.Bytes;
import echo.api.Position;
import echo.api.item.TextItem;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.ProvidesModel;
import echo.api.model.StateCodec;
import echo.api.value.Value;
import echo.model.text.format.MalformedException;
import echo.model.text.format.MutationFormat;
import echo.model.text.format.StateFormat;
import echo.model.text.state.Change;
import echo.model.text.state.TextState;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;

/** The model of {@link TextItem}: FugueMax over runs of code points, which commutes and so needs no rewind. */
@Component(service = Model.class)
@ProvidesModel(type = TextItem.TYPE, version = "1.0.0")
public final class TextModel implements Model<TextState> {
    private static final StateCodec<TextState> CODEC = StateCodec.of(StateFormat::write, StateFormat::read);

    @Override
    public Ordering ordering() {
        return Ordering.CAUSAL;
    }

    @Override
    public TextState empty() {
        return TextState.EMPTY;
    }

    @Override
    public Outcome<TextState> apply(TextState state, Mutation mutation) {
        try {
            Change change = MutationFormat.read(mutation.data(), mutation.position());
            TextState after = change.applyTo(state, mutation.position());
            return after.waiting().has(mutation.position())
                    ? Outcome.kept(after, "it waits for what the text does not have")
                    : Outcome.applied(after);
        } catch (MalformedException e) {
            return Outcome.ignored("not a text mutation: " + e.getMessage());
        }
    }

    @Override
    public Optional<StateCodec<TextState>> codec() {
        return Optional.of(CODEC);
    }

    /** The text, and how many code points it has. */
    @Override
    public Value.MapValue properties(TextState state) {
        SortedMap<String, Value> properties = new TreeMap<>();
        properties.put("length", Value.of(state.length()));
        properties.put("text", Value.of(state.text()));
        return new Value.MapValue(properties);
    }

    @Override
    public List<Bytes> undo(TextState before, Mutation mutation, TextState now) {
        try {
            Change change = MutationFormat.read(mutation.data(), mutation.position());
            Position position = mutation.position();
            boolean taken = change.isWholeIn(before) && change.isWholeIn(now);
            return taken ? new TextUndo(before, now).of(change, position) : List.of();
        } catch (MalformedException e) {
            return List.of();
        }
    }

    @Override
    public <H> Optional<H> handle(Class<H> kind, ItemEditor<TextState> editor) {
        return kind == TextItem.class ? Optional.of(kind.cast(new TextHandle(editor))) : Optional.empty();
    }
}
