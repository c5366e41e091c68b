package echo.model.text;

import echo.api.Position;
import echo.api.item.Anchor;
import echo.api.item.TextItem;
import echo.api.model.ItemEditor;
import echo.model.text.format.MutationFormat;
import echo.model.text.state.Change;
import echo.model.text.state.ElementId;
import echo.model.text.state.TextState;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * People's view of a text: reads its state, writes each command as one mutation. Within a batch it applies its own mutations to a
 * draft, under positions of a Lamport time that no message reaches; in the bytes they stand for the batch's own message.
 */
final class TextHandle implements TextItem {
    /** Later than all that the text shows, as the batch will be. */
    private static final long DRAFT = Long.MAX_VALUE;

    private final ItemEditor<TextState> editor;
    private @Nullable TextState draft;

    TextHandle(ItemEditor<TextState> editor) {
        this.editor = editor;
    }

    @Override
    public String text() {
        return state().text();
    }

    @Override
    public int length() {
        return state().length();
    }

    @Override
    public void replace(int from, int count, String text) {
        TextState state = state();
        requireWithin("from", from, state.length());
        requireWithin("count", count, state.length() - from);
        if (count == 0 && text.isEmpty()) {
            throw new IllegalArgumentException("count is 0 and text is empty: there is nothing to do");
        }
        List<Change.Range> deleted = state.visible(from, count).stream()
                .map(piece -> new Change.Range(piece.first().id(), piece.length(), piece.age()))
                .sorted(Comparator.comparing(Change.Range::first))
                .toList();
        write(new Change(deleted, List.of(), text.isEmpty() ? null : insertion(state.gap(from), text)));
    }

    @Override
    public Anchor anchorAt(int index) {
        TextState state = state();
        requireWithin("index", index, state.length());
        if (index == state.length()) {
            return Anchor.END;
        }
        ElementId id = state.at(index).id();
        if (id.mutation().lamport() == DRAFT) {
            throw new IllegalArgumentException(
                    "index " + index + " is of a code point that this batch inserts, which has no name yet");
        }
        return new Anchor(id.mutation(), id.index());
    }

    @Override
    public OptionalInt indexOf(Anchor anchor) {
        TextState state = state();
        if (anchor.equals(Anchor.END)) {
            return OptionalInt.of(state.length());
        }
        return state.find(new ElementId(anchor.mutation(), anchor.index()))
                .map(element -> OptionalInt.of(state.indexOf(element)))
                .orElse(OptionalInt.empty());
    }

    private TextState state() {
        return draft == null ? editor.state() : draft;
    }

    private void write(Change change) {
        OptionalInt operation = editor.operation();
        Position own = new Position(DRAFT, Position.FIRST.feed(), operation.orElse(0));
        editor.mutate(MutationFormat.write(change, own));
        if (operation.isPresent()) {
            draft = change.applyTo(state(), own);
        }
    }

    private static Change.Insertion insertion(TextState.Gap gap, String text) {
        return new Change.Insertion(gap.left().id(), gap.right().id(), text);
    }

    private static void requireWithin(String name, int value, int greatest) {
        if (value < 0 || value > greatest) {
            throw new IllegalArgumentException(name + " must be 0 to " + greatest + ", not " + value);
        }
    }
}
