package echo.simulation.pipeline;

import echo.api.Bytes;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.StateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Models that hide no mistake of an engine: the state is a line for each mutation that was applied. What is applied twice, or
 * not at all, shows; under {@code TOTAL} what is applied in the wrong place too. A mutation of no bytes is ignored.
 */
public enum Journal implements Model<List<String>> {
    /** Lines in the order in which they were applied. */
    IN_ORDER(Ordering.TOTAL, "simulation.journal"),
    /** Lines sorted. */
    SORTED(Ordering.CAUSAL, "simulation.tally"),
    /** Lines in the order in which they were applied, without a codec: the engine saves the mutations. */
    UNSAVED(Ordering.TOTAL, "simulation.unsaved");

    /** What a user does with an item of either. */
    @FunctionalInterface
    public interface Notebook {
        /** Adds a line. */
        void note(String text);
    }

    private final Ordering ordering;
    private final String type;

    Journal(Ordering ordering, String type) {
        this.ordering = ordering;
        this.type = type;
    }

    public ModelId id() {
        return new ModelId(type, 1, 0);
    }

    @Override
    public Ordering ordering() {
        return ordering;
    }

    @Override
    public List<String> empty() {
        return List.of();
    }

    @Override
    public Outcome<List<String>> apply(List<String> state, Mutation mutation) {
        if (mutation.data().isEmpty()) {
            return Outcome.ignored("nothing to note");
        }
        List<String> lines = new ArrayList<>(state);
        lines.add(mutation.position() + " " + mutation.author() + " " + mutation.timeMs() + " "
                + mutation.data().toHex());
        return Outcome.applied(canonical(lines));
    }

    private List<String> canonical(List<String> lines) {
        return ordering == Ordering.TOTAL
                ? List.copyOf(lines)
                : lines.stream().sorted().toList();
    }

    @Override
    public Optional<StateCodec<List<String>>> codec() {
        return this == UNSAVED ? Optional.empty() : Optional.of(StateCodec.of(Journal::save, this::load));
    }

    private static Bytes save(List<String> state) {
        return Bytes.utf8(String.join("\n", state));
    }

    private List<String> load(Bytes saved) {
        List<String> lines =
                saved.isEmpty() ? empty() : canonical(List.of(saved.toUtf8().split("\n", -1)));
        if (!save(lines).equals(saved)) {
            throw new IllegalArgumentException("these lines were not saved");
        }
        return lines;
    }

    @Override
    public <H> Optional<H> handle(Class<H> kind, ItemEditor<List<String>> editor) {
        Notebook notebook = text -> editor.mutate(Bytes.utf8(text));
        return kind == Notebook.class ? Optional.of(kind.cast(notebook)) : Optional.empty();
    }
}
