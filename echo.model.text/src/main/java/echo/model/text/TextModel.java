package echo.model.text;

import echo.api.Bytes;
import echo.api.item.TextItem;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.ProvidesModel;
import echo.model.text.format.MalformedException;
import echo.model.text.format.MutationFormat;
import echo.model.text.format.StateFormat;
import echo.model.text.state.TextState;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The model of {@link TextItem}: FugueMax over runs of code points, which commutes and so needs no rewind. */
@Component(service = Model.class)
@ProvidesModel(type = TextItem.TYPE, version = "1.0.0")
public final class TextModel implements Model<TextState> {
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
            return MutationFormat.read(mutation.data(), mutation.position()).applyTo(state, mutation.position());
        } catch (MalformedException e) {
            return Outcome.ignored("not a text mutation: " + e.getMessage());
        }
    }

    @Override
    public Bytes save(TextState state) {
        return StateFormat.write(state);
    }

    @Override
    public TextState load(Bytes saved) {
        return StateFormat.read(saved);
    }

    @Override
    public <H> Optional<H> handle(Class<H> kind, ItemEditor<TextState> editor) {
        return kind == TextItem.class ? Optional.of(kind.cast(new TextHandle(editor))) : Optional.empty();
    }
}
