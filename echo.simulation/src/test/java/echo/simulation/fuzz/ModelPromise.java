package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import echo.api.Bytes;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import echo.api.model.StateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a model promises of the bytes of peers, and of saved states. An input is one byte and more: if the byte is 0 a saved state,
 * else an item's mutations, each behind its length of two bytes.
 */
final class ModelPromise<S> {
    private static final int MUTATIONS = 32;

    private final Model<S> model;
    private final StateCodec<S> codec;

    ModelPromise(Model<S> model) {
        this.model = model;
        this.codec = model.codec().orElseThrow();
    }

    void holds(byte[] input) {
        Bytes rest = Bytes.copyOf(input).slice(Math.min(1, input.length), input.length);
        if (input.length > 0 && input[0] == 0) {
            loads(rest);
        } else {
            folds(Seeds.chunks(rest, MUTATIONS));
        }
    }

    /** A saved state is refused, or the only bytes of its state. */
    private void loads(Bytes saved) {
        try {
            S state = Promise.inProportion(saved.size(), () -> codec.load(saved));
            assertEquals(saved, codec.save(state));
            model.properties(state);
        } catch (IllegalArgumentException refused) {
            Promise.isReason(refused);
        }
    }

    private void folds(List<Bytes> chunks) {
        S state = model.empty();
        for (int i = 0; i < chunks.size(); i++) {
            state = step(state, Seeds.mutation(i, chunks.get(i)));
        }
        Bytes saved = codec.save(state);
        S loaded = codec.load(saved);
        assertEquals(saved, codec.save(loaded), "saved and loaded");
        assertEquals(model.properties(state), model.properties(loaded), "properties");
    }

    private S step(S before, Mutation mutation) {
        Outcome<S> outcome = Promise.inProportion(mutation.data().size(), () -> model.apply(before, mutation));
        outcome.idle().ifPresent(Promise::isReason);
        S after = outcome.after(before);
        if (outcome instanceof Outcome.Ignored<S>) {
            assertSame(before, after);
        }
        for (Bytes back : model.undo(before, mutation, after)) {
            model.apply(after, Seeds.mutation(MUTATIONS, back)).idle().ifPresent(Promise::isReason);
        }
        return after;
    }

    /** The inputs for what {@code commands} write through a handle: all that they write, and the state to which it leads. */
    <H> List<Bytes> seeds(Class<H> kind, List<Consumer<H>> commands) {
        Author author = new Author();
        H handle = model.handle(kind, author).orElseThrow();
        commands.forEach(command -> command.accept(handle));
        return List.of(
                Seeds.input(1, author.written), Bytes.concat(Bytes.owning(new byte[1]), codec.save(author.state)));
    }

    /** Someone who works on an item alone. */
    private final class Author implements ItemEditor<S> {
        private final List<Bytes> written = new ArrayList<>();
        private S state = model.empty();

        @Override
        public S state() {
            return state;
        }

        @Override
        public void mutate(Bytes data) {
            state = model.apply(state, Seeds.mutation(written.size(), data)).after(state);
            written.add(data);
        }
    }
}
