package echo.model.messenger;

import echo.api.Bytes;
import echo.api.item.ThreadItem;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.ProvidesModel;
import echo.api.model.StateCodec;
import echo.api.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Component;

/** The model of {@link ThreadItem}: messages by position. Wall-clock times are carried for people and never compared. */
@Component(service = Model.class)
@ProvidesModel(type = ThreadItem.TYPE, version = "1.1.0")
public final class MessengerModel implements Model<ThreadState> {
    private static final StateCodec<ThreadState> CODEC = StateCodec.of(ThreadFormat::write, ThreadFormat::read);

    @Override
    public Ordering ordering() {
        return Ordering.TOTAL;
    }

    @Override
    public ThreadState empty() {
        return ThreadState.EMPTY;
    }

    @Override
    public Outcome<ThreadState> apply(ThreadState state, Mutation mutation) {
        try {
            return IntentFormat.read(mutation.data()).applyTo(state, mutation);
        } catch (MalformedException e) {
            return Outcome.ignored("not a thread mutation: " + e.getMessage());
        }
    }

    @Override
    public Optional<StateCodec<ThreadState>> codec() {
        return Optional.of(CODEC);
    }

    /** How many {@code messages} there are, and the text of the {@code last}. */
    @Override
    public Value.MapValue properties(ThreadState state) {
        SortedMap<String, Value> properties = new TreeMap<>();
        properties.put("messages", Value.of(state.messages().size()));
        state.messages()
                .last()
                .ifPresent(
                        last -> properties.put("last", Value.of(last.getValue().text())));
        return new Value.MapValue(properties);
    }

    /**
     * Nothing, too, when the thread as it is would ignore what is left to do. Read marks are not taken back, nor the sign that a
     * message was edited.
     */
    @Override
    public List<Bytes> undo(ThreadState before, Mutation mutation, ThreadState now) {
        try {
            Intent intent = IntentFormat.read(mutation.data());
            if (intent.applyTo(before, mutation) instanceof Outcome.Ignored<ThreadState>) {
                return List.of();
            }
            return intent.undo(mutation, before, now)
                    .filter(back -> back.applyTo(now, mutation) instanceof Outcome.Applied<ThreadState>)
                    .map(back -> List.of(IntentFormat.write(back)))
                    .orElse(List.of());
        } catch (MalformedException e) {
            return List.of();
        }
    }

    @Override
    public <H> Optional<H> handle(Class<H> kind, ItemEditor<ThreadState> editor) {
        return kind == ThreadItem.class ? Optional.of(kind.cast(new ThreadHandle(editor))) : Optional.empty();
    }
}
