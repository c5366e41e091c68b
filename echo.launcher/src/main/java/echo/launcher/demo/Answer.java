package echo.launcher.demo;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node's batch console answered to one command.
 *
 * @param lines what the command printed, without the last line of the protocol
 * @param error why it failed, or nothing
 */
record Answer(List<String> lines, Optional<String> error) {
    private static final String OK = "ok";
    private static final String ERROR = "error: ";

    Answer {
        lines = List.copyOf(lines);
    }

    /** Whether {@code line} ends an answer. */
    static boolean isLast(String line) {
        return line.equals(OK) || line.startsWith(ERROR);
    }

    /** From a command's lines and the one for which {@link #isLast} holds. */
    static Answer of(List<String> lines, String last) {
        return new Answer(lines, last.equals(OK) ? Optional.empty() : Optional.of(last.substring(ERROR.length())));
    }

    /** The word that follows {@code name} at a line's start or after a space. */
    Optional<String> word(String name) {
        Pattern pattern = Pattern.compile("(?:^| )" + Pattern.quote(name) + " (\\S+)");
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    /** As {@link #word}; 0 when it is no number. */
    long number(String name) {
        return word(name)
                .filter(word -> word.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
    }

    /** The rest of the first line that begins with {@code name}. */
    Optional<String> line(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()))
                .findFirst();
    }

    /** The last line printed, empty when there is none. */
    String text() {
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
