package echo.simulation.command;

import echo.simulation.world.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trace seen from afar: a row for each node over time. The higher the bar, the more runs of messages it took in; {@code ┄} it
 * was cut off, {@code ╎} it stood still, nothing: it was down. Letters below say what went wrong.
 */
final class Picture {
    private static final String BARS = "─▁▂▃▄▅▆▇█";
    private static final char CUT = '┄';
    private static final char PAUSED = '╎';
    private static final char DOWN = ' ';
    private static final char UP = '─';

    private final int columns;
    private final long endMs;
    private final Map<String, Row> rows = new TreeMap<>();
    private final char[] faults;
    private final Map<String, Character> letters = new LinkedHashMap<>();

    /** What is seen of a node. */
    private final class Row {
        private final int[] taken = new int[columns];
        private final char[] states = new char[columns];
        private char state = DOWN;
        private int drawnTo;

        /** It has been as it is up to column {@code column}. */
        private void drawTo(int column) {
            Arrays.fill(states, drawnTo, Math.max(drawnTo, column), state);
            drawnTo = Math.max(drawnTo, column);
        }

        private void become(int column, char next) {
            drawTo(column);
            state = next;
        }

        private String text(int most) {
            drawTo(columns);
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                int height = taken[column] == 0 ? 0 : 1 + (BARS.length() - 2) * taken[column] / most;
                text.append(height == 0 ? states[column] : BARS.charAt(height));
            }
            return text.toString();
        }
    }

    /** A picture of {@code lines} that is {@code columns} wide. */
    Picture(List<Trace.Line> lines, int columns) {
        this.columns = columns;
        this.endMs = lines.isEmpty() ? 1 : lines.get(lines.size() - 1).atMs() + 1;
        this.faults = new char[columns];
        Arrays.fill(faults, ' ');
        lines.forEach(this::draw);
    }

    private void draw(Trace.Line line) {
        int column = (int) (line.atMs() * columns / endMs);
        if (line.verb().equals("fault")) {
            char letter = letters.computeIfAbsent(line.text(), kind -> (char) ('a' + letters.size()));
            faults[column] = faults[column] == ' ' || faults[column] == letter ? letter : '+';
        } else if (line.verb().equals("cuts end")) {
            rows.values().stream().filter(row -> row.state == CUT).forEach(row -> row.become(column, UP));
        } else if (!line.node().isEmpty()) {
            draw(rows.computeIfAbsent(line.node(), name -> new Row()), column, line.verb());
        }
    }

    private static void draw(Row row, int column, String verb) {
        switch (verb) {
            case "starts", "goes on" -> row.become(column, UP);
            case "loses power", "is shut down" -> row.become(column, DOWN);
            case "is cut off" -> row.become(column, row.state == DOWN ? DOWN : CUT);
            case "stands still" -> row.become(column, row.state == DOWN ? DOWN : PAUSED);
            case "verify", "seal" -> row.taken[column]++;
            default -> {
                // seen from afar it makes no difference
            }
        }
    }

    /** The picture, line by line. */
    List<String> lines() {
        int most = rows.values().stream()
                .flatMapToInt(row -> Arrays.stream(row.taken))
                .max()
                .orElse(1);
        List<String> text = new ArrayList<>();
        rows.forEach((name, row) -> text.add(String.format(Locale.ROOT, "%5s  %s", name, row.text(Math.max(1, most)))));
        text.add("       " + new String(faults).stripTrailing());
        String scale = String.format(Locale.ROOT, "%.1f s", endMs / 1000.0);
        text.add("       0" + " ".repeat(Math.max(1, columns - 1 - scale.length())) + scale);
        letters.forEach((kind, letter) -> text.add("       " + letter + "  " + kind));
        return text;
    }
}
