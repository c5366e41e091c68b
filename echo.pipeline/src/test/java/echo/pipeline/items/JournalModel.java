package echo.pipeline.items;

import echo.api.Bytes;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.StateCodec;
import java.util.Optional;

/** A model in which every order shows: the state is a chain of what was applied. Counts its work. */
final class JournalModel implements Model<String> {
    private final String beginning;
    private int applications;

    JournalModel() {
        this("");
    }

    /** A model of its own: its chain starts with {@code beginning}. */
    JournalModel(String beginning) {
        this.beginning = beginning;
    }

    /** Mutations applied since the last call. */
    int applications() {
        int count = applications;
        applications = 0;
        return count;
    }

    @Override
    public Ordering ordering() {
        return Ordering.TOTAL;
    }

    @Override
    public String empty() {
        return beginning;
    }

    @Override
    public Outcome<String> apply(String state, Mutation mutation) {
        applications++;
        String word = mutation.data().toUtf8();
        return word.isEmpty()
                ? Outcome.ignored("nothing to note")
                : Outcome.applied(Integer.toHexString((state + word).hashCode()) + "<" + word);
    }

    @Override
    public Optional<StateCodec<String>> codec() {
        return Optional.of(StateCodec.of(Bytes::utf8, Bytes::toUtf8));
    }
}
