package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Words that hang on others: a mutation names the word that it adds and one that is there, or none. What names a word that is not
 * there is kept until it comes, or, in the spoilt model, forgotten: that commutes for as long as writers tell what they know.
 */
final class LinkedWordsModel implements Model<LinkedWordsModel.Words> {
    private final boolean keeps;

    LinkedWordsModel(boolean keeps) {
        this.keeps = keeps;
    }

    /**
     * @param there words that hang on others that are there, or on none
     * @param waiting by a word that is not there, those that are to hang on it
     */
    record Words(SortedSet<String> there, SortedMap<String, SortedSet<String>> waiting) {}

    @Override
    public Ordering ordering() {
        return Ordering.CAUSAL;
    }

    @Override
    public Words empty() {
        return new Words(new TreeSet<>(), new TreeMap<>());
    }

    @Override
    public Outcome<Words> apply(Words state, Mutation mutation) {
        String text = mutation.data().toUtf8();
        if (!text.matches("[a-z]{1,3}(<[a-z]{1,3})?")) {
            return Outcome.ignored("not a word");
        }
        String[] words = text.split("<", -1);
        boolean hangs = words.length == 1 || state.there.contains(words[1]);
        if (!hangs && !keeps) {
            return Outcome.ignored("it hangs on what is not there");
        }
        SortedSet<String> there = new TreeSet<>(state.there);
        SortedMap<String, SortedSet<String>> waiting = new TreeMap<>();
        state.waiting.forEach((word, others) -> waiting.put(word, new TreeSet<>(others)));
        if (hangs) {
            add(words[0], there, waiting);
        } else {
            waiting.computeIfAbsent(words[1], word -> new TreeSet<>()).add(words[0]);
        }
        Words after = new Words(there, waiting);
        return hangs ? Outcome.applied(after) : Outcome.kept(after, "it hangs on what is not there yet");
    }

    private static void add(String word, SortedSet<String> there, SortedMap<String, SortedSet<String>> waiting) {
        List<String> come = new ArrayList<>(List.of(word));
        for (int i = 0; i < come.size(); i++) {
            there.add(come.get(i));
            SortedSet<String> more = waiting.remove(come.get(i));
            come.addAll(more == null ? List.of() : more);
        }
    }

    ModelContract<Words> contract() {
        return new ModelContract<>() {
            @Override
            protected Model<Words> model() {
                return LinkedWordsModel.this;
            }

            @Override
            protected Bytes mutation(Words state, RandomGenerator random) {
                String word = String.valueOf((char) ('a' + random.nextInt(26))) + (char) ('a' + random.nextInt(26));
                if (state.there.isEmpty() || random.nextInt(4) == 0) {
                    return Bytes.utf8(word);
                }
                Iterator<String> words = state.there.iterator();
                String on = words.next();
                for (int i = random.nextInt(state.there.size()); i > 0; i--) {
                    on = words.next();
                }
                return Bytes.utf8(word + "<" + on);
            }
        };
    }
}
