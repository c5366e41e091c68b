package echo.model.object;

import echo.api.Bytes;
import echo.model.object.format.MutationFormat;
import echo.model.object.state.Change;
import echo.model.object.state.ListNode;
import echo.model.object.state.MapNode;
import echo.model.object.state.Node;
import echo.model.object.state.PlainNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What takes back the changes of one mutation.
 *
 * @param before the tree before the mutation
 * @param after the tree after it
 * @param now the tree of the present
 */
record Undoing(MapNode before, MapNode after, MapNode now) {
    /** One mutation that takes back those of {@code changes} that can be, the last one first; none if none can. */
    List<Bytes> of(List<Change> changes) {
        List<Change> inverse = new ArrayList<>();
        for (int i = changes.size() - 1; i >= 0; i--) {
            inverse(changes.get(i)).ifPresent(inverse::add);
        }
        return inverse.isEmpty() ? List.of() : List.of(MutationFormat.write(inverse));
    }

    private Optional<Change> inverse(Change change) {
        if (!(change instanceof Change.Set) && !(change instanceof Change.Unset)) {
            return Optional.empty();
        }
        Optional<Node> left = after.find(change.path());
        if (before.find(change.path()).equals(left) || !left.equals(now.find(change.path()))) {
            return Optional.empty(); // nothing changed here, or somebody changed it since
        }
        List<String> path = top(change.path());
        Optional<Node> was = before.find(path);
        return was.isEmpty()
                ? Optional.of(new Change.Unset(path))
                : was.filter(Undoing::canBeSet).map(node -> new Change.Set(path, node.value()));
    }

    /** {@code path}, or the beginning of it where the mutation made a map of what was none and which holds nothing else. */
    private List<String> top(List<String> path) {
        List<String> above = path.subList(0, path.size() - 1);
        boolean made = !above.isEmpty()
                && !(before.find(above).orElse(null) instanceof MapNode)
                && now.find(above).orElse(null) instanceof MapNode map
                && map.children().size() == 1;
        return made ? top(above) : path;
    }

    /** Whether setting what people read there brings it back; a set would come back as a list. */
    private static boolean canBeSet(Node node) {
        if (node instanceof MapNode map) {
            for (Map.Entry<String, Node> child : map.children()) {
                if (!canBeSet(child.getValue())) {
                    return false;
                }
            }
            return true;
        }
        return node instanceof PlainNode || node instanceof ListNode;
    }
}
