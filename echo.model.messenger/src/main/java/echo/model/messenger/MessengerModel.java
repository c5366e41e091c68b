package echo.model.messenger;

import echo.api.Bytes;
import echo.api.item.ThreadItem;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.ProvidesModel;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** The model of {@link ThreadItem}: messages by position. Wall-clock times are carried for people and never compared. */
@Component(service = Model.class)
@ProvidesModel(type = ThreadItem.TYPE, version = "1.0.0")
public final class MessengerModel implements Model<ThreadState> {
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
    public Bytes save(ThreadState state) {
        return ThreadFormat.write(state);
    }

    @Override
    public ThreadState load(Bytes saved) {
        return ThreadFormat.read(saved);
    }

    @Override
    public <H> Optional<H> handle(Class<H> kind, ItemEditor<ThreadState> editor) {
        return kind == ThreadItem.class ? Optional.of(kind.cast(new ThreadHandle(editor))) : Optional.empty();
    }

    @Override
    public List<Bytes> undo(ThreadState before, Mutation mutation, ThreadState now) {
        try {
            return IntentFormat.read(mutation.data()).undo(before, mutation, now).map(IntentFormat::write).stream()
                    .toList();
        } catch (MalformedException e) {
            return List.of(); // which was not applied
        }
    }
}
