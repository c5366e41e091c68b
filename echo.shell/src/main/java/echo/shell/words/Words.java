package echo.shell.words;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The words after a command's name, taken one by one. A word that lacks, or is too many, is answered with the command's
 * usage.
 *
 * <p>Gogo hands over most words as text, but numbers, {@code true}, {@code false}, {@code null} and its own lists as
 * objects; {@link #value} keeps them.
 */
public final class Words {
    private final String usage;
    private final Deque<Optional<Object>> rest = new ArrayDeque<>();

    /**
     * @param usage how the command is written, as {@code party:create NAME}
     */
    public Words(String usage, @Nullable Object... words) {
        this.usage = usage;
        for (Object word : words) {
            rest.add(Optional.ofNullable(word));
        }
    }

    /**
     * What {@code command} answers to these words.
     *
     * @throws CommandFailure for whatever it throws, and if it leaves words over
     */
    public static String answer(String usage, @Nullable Object[] words, Function<Words, String> command) {
        try {
            return command.apply(new Words(usage, words));
        } catch (RuntimeException e) {
            throw CommandFailure.of(e);
        }
    }

    /** The next word, which the command cannot do without; {@code name} is what the usage calls it. */
    public String next(String name) {
        return optional().orElseThrow(() -> CommandFailure.usage(name + " is missing; write " + usage));
    }

    /** The next word, if there is one. */
    public Optional<String> optional() {
        return Optional.ofNullable(rest.poll()).map(word -> text(word));
    }

    /** The next word as Gogo took it: text, number, flag, list, map or nothing. */
    public @Nullable Object value(String name) {
        if (rest.isEmpty()) {
            throw CommandFailure.usage(name + " is missing; write " + usage);
        }
        return rest.remove().orElse(null);
    }

    /** All words that are left, at least one, as they were written but for the space between. */
    public String sentence(String name) {
        List<String> words = new ArrayList<>();
        words.add(next(name));
        while (!rest.isEmpty()) {
            words.add(text(rest.remove()));
        }
        return String.join(" ", words);
    }

    /** Takes {@code --name N} out of the words, wherever it stands. */
    public long number(String name, long otherwise) {
        return take(name).map(word -> positive(name, word)).orElse(otherwise);
    }

    /** Takes {@code --name WORD} out of the words, wherever it stands. */
    public Optional<String> option(String name) {
        Optional<String> word = take(name);
        if (word.filter(String::isEmpty).isPresent()) {
            throw CommandFailure.usage("after " + name + " a word is missing; write " + usage);
        }
        return word;
    }

    /** Takes {@code name} out of the words, wherever it stands; whether it was there. */
    public boolean flag(String name) {
        return rest.removeIf(word -> text(word).equals(name));
    }

    /** The word after {@code name}, if that is there; empty if nothing comes after it. */
    private Optional<String> take(String name) {
        Iterator<Optional<Object>> words = rest.iterator();
        while (words.hasNext()) {
            if (text(words.next()).equals(name)) {
                words.remove();
                String word = words.hasNext() ? text(words.next()) : "";
                if (!word.isEmpty()) {
                    words.remove();
                }
                return Optional.of(word);
            }
        }
        return Optional.empty();
    }

    /** Whether every word was taken. */
    public boolean isEmpty() {
        return rest.isEmpty();
    }

    /** Makes sure that every word was taken. */
    public void end() {
        if (!rest.isEmpty()) {
            throw CommandFailure.usage("'" + text(rest.element()) + "' is one word too many; write " + usage);
        }
    }

    private long positive(String name, String number) {
        try {
            long value = Long.parseLong(number);
            if (value > 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // told below, together with numbers that are too small
        }
        throw CommandFailure.usage(name + " takes a number from 1, not '" + number + "'; write " + usage);
    }

    private static String text(Optional<Object> word) {
        return word.map(Object::toString).orElse("null");
    }

    /** {@code text}, which somebody else has written, as part of a line: control characters could make it look like others. */
    public static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
