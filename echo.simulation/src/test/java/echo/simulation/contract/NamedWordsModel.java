package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.Position;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Words that come and go. Each is named by the mutation that brought it: {@code +word}, which {@code -word} ends. What takes a removal
 * back is another coming: under another name, by which the spoilt model does not find it when the first one is to be taken back.
 */
final class NamedWordsModel implements Model<SortedMap<String, Position>> {
    private final boolean finds;

    NamedWordsModel(boolean finds) {
        this.finds = finds;
    }

    @Override
    public Ordering ordering() {
        return Ordering.TOTAL;
    }

    @Override
    public SortedMap<String, Position> empty() {
        return new TreeMap<>();
    }

    @Override
    public Outcome<SortedMap<String, Position>> apply(SortedMap<String, Position> state, Mutation mutation) {
        String text = mutation.data().toUtf8();
        if (!text.matches("[+-][a-z]{1,9}")) {
            return Outcome.ignored("not a word that comes or goes");
        }
        String word = text.substring(1);
        if (state.containsKey(word) == text.startsWith("+")) {
            return Outcome.ignored("so it is already");
        }
        SortedMap<String, Position> words = new TreeMap<>(state);
        if (words.remove(word) == null) {
            words.put(word, mutation.position());
        }
        return Outcome.applied(words);
    }

    @Override
    public List<Bytes> undo(SortedMap<String, Position> before, Mutation mutation, SortedMap<String, Position> now) {
        SortedMap<String, Position> after = apply(before, mutation).after(before);
        if (after.equals(before)) {
            return List.of();
        }
        String word = mutation.data().toUtf8().substring(1);
        if (!after.containsKey(word)) {
            return now.containsKey(word) ? List.of() : List.of(Bytes.utf8("+" + word));
        }
        boolean there = finds ? now.containsKey(word) : mutation.position().equals(now.get(word));
        return there ? List.of(Bytes.utf8("-" + word)) : List.of();
    }

    ModelContract<SortedMap<String, Position>> contract() {
        return new ModelContract<>() {
            @Override
            protected Model<SortedMap<String, Position>> model() {
                return NamedWordsModel.this;
            }

            @Override
            protected Bytes mutation(SortedMap<String, Position> state, RandomGenerator random) {
                String word = List.of("a", "b", "c", "d").get(random.nextInt(4));
                return Bytes.utf8((state.containsKey(word) ? "-" : "+") + word);
            }

            @Override
            protected boolean isBackAt(SortedMap<String, Position> then, SortedMap<String, Position> now) {
                return then.keySet().equals(now.keySet());
            }
        };
    }
}
