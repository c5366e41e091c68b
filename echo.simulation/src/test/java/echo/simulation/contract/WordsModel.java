package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.StateCodec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A small right model, a set of words that only grows, for others to spoil. A mutation is one word of lower-case letters. */
class WordsModel implements Model<Collection<String>> {
    @Override
    public Ordering ordering() {
        return Ordering.CAUSAL;
    }

    @Override
    public Collection<String> empty() {
        return new TreeSet<>();
    }

    @Override
    public Outcome<Collection<String>> apply(Collection<String> state, Mutation mutation) {
        String word = mutation.data().toUtf8();
        return word.matches("[a-z]{1,9}") ? Outcome.applied(with(state, word)) : Outcome.ignored("not a word");
    }

    Collection<String> with(Collection<String> state, String word) {
        Collection<String> words = new TreeSet<>(state);
        words.add(word);
        return words;
    }

    @Override
    public Optional<StateCodec<Collection<String>>> codec() {
        return Optional.of(StateCodec.of(this::save, this::load));
    }

    Bytes save(Collection<String> state) {
        return Bytes.utf8(String.join(" ", state));
    }

    Collection<String> load(Bytes saved) {
        Collection<String> words = empty();
        if (!saved.isEmpty()) {
            words.addAll(List.of(saved.toUtf8().split(" ", -1)));
        }
        if (!save(words).equals(saved) || !words.stream().allMatch(word -> word.matches("[a-z]{1,9}"))) {
            throw new IllegalArgumentException("not saved words");
        }
        return words;
    }

    /** The contract, run on this model or one that spoils it. */
    static ModelContract<Collection<String>> contract(Model<Collection<String>> model) {
        return new ModelContract<>() {
            @Override
            protected Model<Collection<String>> model() {
                return model;
            }

            @Override
            protected Bytes mutation(Collection<String> state, RandomGenerator random) {
                List<String> letters = new ArrayList<>(List.of("a", "b", "c", "d", "e", "f"));
                return Bytes.utf8(letters.get(random.nextInt(6)) + letters.get(random.nextInt(6)));
            }
        };
    }
}
