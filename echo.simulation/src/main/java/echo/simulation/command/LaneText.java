package echo.simulation.command;

import echo.simulation.world.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A trace for people: a lane for each node, in which a dot says whose step it was, and beside it the verb and what happened.
 * {@code ●} a step, {@code ×} the power goes, {@code ▲} a start, {@code │} up, {@code ╎} standing still,
 * {@code ┊} cut off, nothing: down.
 */
final class LaneText {
    private final List<String> nodes = new ArrayList<>();
    private final Map<String, Character> lanes = new TreeMap<>();

    /** The lines as text, one for each, after a heading. */
    List<String> of(List<Trace.Line> lines) {
        for (Trace.Line line : lines) {
            if (!line.node().isEmpty() && !nodes.contains(line.node())) {
                nodes.add(line.node());
                lanes.put(line.node(), ' ');
            }
        }
        List<String> text = new ArrayList<>();
        text.add(String.format(Locale.ROOT, "%12s  %s", "ms", String.join(" ", nodes)));
        Map<String, String> shown = new TreeMap<>();
        for (Trace.Line line : lines) {
            boolean again = line.verb().equals("ask") && line.text().equals(shown.put(line.node(), line.text()));
            if (!again) { // whoever waits for a change looks often
                text.add(text(line));
            }
        }
        return text;
    }

    private String text(Trace.Line line) {
        char sign = sign(line.verb());
        if (line.verb().equals("cuts end")) {
            lanes.replaceAll((node, lane) -> lane == '┊' ? '│' : lane);
        } else if (!line.node().isEmpty()) {
            lanes.merge(line.node(), ' ', (lane, none) -> after(line.verb(), lane));
        }
        StringBuilder row = new StringBuilder();
        for (String node : nodes) {
            char lane = node.equals(line.node()) ? sign : lanes.get(node);
            row.append(lane).append(" ".repeat(node.length()));
        }
        return String.format(Locale.ROOT, "%,12d  %s%-12s %s", line.atMs(), row, line.verb(), line.text())
                .stripTrailing();
    }

    private static char sign(String verb) {
        return switch (verb) {
            case "loses power" -> '×';
            case "starts" -> '▲';
            default -> '●';
        };
    }

    private static char after(String verb, char before) {
        return switch (verb) {
            case "loses power", "ends", "is shut down" -> ' ';
            case "is cut off" -> before == ' ' ? before : '┊';
            case "is reached again" -> before == '┊' ? '│' : before;
            case "starts" -> '│';
            case "stands still" -> '╎';
            case "goes on" -> '│';
            default -> before;
        };
    }
}
