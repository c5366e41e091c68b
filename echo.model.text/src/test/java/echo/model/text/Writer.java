package echo.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.item.TextItem;
import echo.api.model.ItemEditor;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import echo.model.text.state.TextState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** One peer with a text: writes by the handle, hears what others wrote, in some causal order. */
final class Writer {
    static final MemberKey ANYBODY = new MemberKey(Bytes.hex("ee".repeat(32)));

    private final TextModel model = new TextModel();
    private final FeedKey feed;
    private TextState state = model.empty();
    private final List<Mutation> applied = new ArrayList<>();
    private long lamport;

    Writer(int number) {
        byte[] key = new byte[FeedKey.SIZE];
        key[0] = (byte) (0x10 + number);
        feed = new FeedKey(Bytes.owning(key));
    }

    /** Writes a batch; gives the message that others must hear. */
    List<Mutation> write(Consumer<TextItem> edits) {
        List<Bytes> operations = new ArrayList<>();
        TextState before = state;
        edits.accept(model.handle(TextItem.class, new ItemEditor<TextState>() {
                    @Override
                    public TextState state() {
                        return before;
                    }

                    @Override
                    public void mutate(Bytes data) {
                        operations.add(data);
                    }

                    @Override
                    public OptionalInt operation() {
                        return OptionalInt.of(operations.size());
                    }
                })
                .orElseThrow());
        return seal(operations);
    }

    /** Writes what takes {@code mutation}, one of its own, back; nothing if there is nothing to write. */
    List<Mutation> undo(Mutation mutation) {
        List<Bytes> operations = model.undo(before(mutation), mutation, state);
        return operations.isEmpty() ? List.of() : seal(operations);
    }

    private TextState before(Mutation mutation) {
        TextState before = model.empty();
        applied.sort(Comparator.comparing(Mutation::position));
        for (Mutation earlier : applied) {
            if (earlier.position().compareTo(mutation.position()) < 0) {
                before = apply(before, earlier);
            }
        }
        return before;
    }

    private List<Mutation> seal(List<Bytes> operations) {
        lamport++;
        List<Mutation> message = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            message.add(new Mutation(new Position(lamport, feed, i), ANYBODY, 0, operations.get(i)));
        }
        message.forEach(this::apply);
        return message;
    }

    void hear(List<Mutation> message) {
        for (Mutation mutation : message) {
            lamport = Math.max(lamport, mutation.position().lamport());
            apply(mutation);
        }
    }

    TextItem item() {
        return model.handle(TextItem.class, new ItemEditor<TextState>() {
                    @Override
                    public TextState state() {
                        return state;
                    }

                    @Override
                    public void mutate(Bytes data) {
                        throw new UnsupportedOperationException("write in a batch");
                    }
                })
                .orElseThrow();
    }

    String text() {
        return state.text();
    }

    TextState state() {
        return state;
    }

    /** Forgets all but what saving keeps. */
    void restart() {
        Bytes saved = model.codec().orElseThrow().save(state);
        TextState loaded = model.codec().orElseThrow().load(saved);
        assertEquals(state, loaded);
        assertEquals(saved, model.codec().orElseThrow().save(loaded));
        state = loaded;
    }

    private void apply(Mutation mutation) {
        state = apply(state, mutation);
        applied.add(mutation);
    }

    TextState apply(TextState text, Mutation mutation) {
        Outcome<TextState> outcome = model.apply(text, mutation);
        if (outcome instanceof Outcome.Ignored<TextState> ignored) {
            throw new AssertionError(mutation.position() + " was ignored: " + ignored.reason());
        }
        return outcome.after(text);
    }
}
