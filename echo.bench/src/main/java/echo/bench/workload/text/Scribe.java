package echo.bench.workload.text;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.item.TextItem;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import echo.model.text.TextModel;
import echo.model.text.state.TextState;
import java.util.ArrayList;
import java.util.List;

/** A writer with a feed and a text: each edit is a message of its own, applied at once. One thread. */
final class Scribe implements ItemEditor<TextState> {
    static final Model<TextState> MODEL = new TextModel();

    private final FeedKey feed;
    private final TextItem item = MODEL.handle(TextItem.class, this).orElseThrow();
    private final List<Mutation> written = new ArrayList<>();
    private TextState state;
    private long lamport;

    /** @param number names the feed */
    Scribe(int number, TextState state) {
        byte[] key = new byte[FeedKey.SIZE];
        key[0] = (byte) number;
        this.feed = new FeedKey(Bytes.owning(key));
        this.state = state;
    }

    /** What it writes from now on comes after all of Lamport time {@code known}. */
    void wake(long known) {
        lamport = Math.max(lamport, known);
    }

    void hear(Mutation mutation) {
        wake(mutation.position().lamport());
        state = after(state, mutation);
    }

    void edit(Edit edit) {
        item.replace(edit.at(), edit.deleted(), edit.inserted());
    }

    /** What it wrote so far. */
    List<Mutation> written() {
        return written;
    }

    @Override
    public TextState state() {
        return state;
    }

    @Override
    public void mutate(Bytes data) {
        lamport++;
        Mutation mutation = new Mutation(new Position(lamport, feed, 0), new MemberKey(feed.bytes()), 0, data);
        written.add(mutation);
        state = after(state, mutation);
    }

    /** The text that {@code mutations} make of an empty one. */
    static TextState replay(List<Mutation> mutations) {
        TextState state = MODEL.empty();
        for (Mutation mutation : mutations) {
            state = after(state, mutation);
        }
        return state;
    }

    private static TextState after(TextState state, Mutation mutation) {
        if (MODEL.apply(state, mutation) instanceof Outcome.Applied<TextState> applied) {
            return applied.state();
        }
        throw new IllegalStateException("a mutation was ignored: " + mutation.position());
    }
}
