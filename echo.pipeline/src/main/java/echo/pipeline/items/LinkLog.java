package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.Position;
import echo.api.value.Value;
import echo.pipeline.items.LinkIndex.Last;
import echo.pipeline.items.LinkIndex.Outgoing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All operations on links: the last one on each, which decides, in the {@link LinkIndex} that snapshots share; and those before it,
 * which only tell what was. A late one takes its place among them.
 *
 * <p>One thread at a time.
 */
final class LinkLog {
    // Invariants: (1) of the operations on a link the index has the last, `outlived` all others, ascending; (2) so each
    // operation is kept once, as those of the tree and of items are, and a link that is made once and left alone costs
    // nothing here; (3) nothing here reaches a snapshot, so what a link went through is not in the state hash.

    private static final Comparator<Last> IN_ORDER = Comparator.comparing(Last::position);

    private final Map<ItemId, Map<Outgoing, List<Last>>> outlived = new LinkedHashMap<>();
    private LinkIndex index = LinkIndex.EMPTY;

    /** The links that are there now. */
    LinkIndex index() {
        return index;
    }

    /** Takes in an operation on the link {@code link} of {@code source}. */
    void add(ItemId source, Outgoing link, Last operation) {
        Optional<Last> last = index.from(source).get(link);
        index = index.with(source, link, operation);
        last.ifPresent(known -> outlive(source, link, Collections.min(List.of(known, operation), IN_ORDER)));
    }

    private void outlive(ItemId source, Outgoing link, Last operation) {
        List<Last> operations =
                outlived.computeIfAbsent(source, id -> new TreeMap<>()).computeIfAbsent(link, it -> new ArrayList<>(1));
        int place = Collections.binarySearch(operations, operation, IN_ORDER);
        operations.add(-place - 1, operation);
    }

    /** What was done to the links of {@code source}, in order. */
    List<LinkAct> acts(ItemId source) {
        List<LinkAct> acts = new ArrayList<>();
        index.from(source).forEach(entry -> acts.addAll(acts(source, entry.getKey(), Position.FIRST)));
        acts.sort(Comparator.comparing(LinkAct::position));
        return acts;
    }

    /** What was done to the link {@code link} of {@code source} at or after {@code from}, in order. */
    List<LinkAct> acts(ItemId source, Outgoing link, Position from) {
        List<Last> operations = new ArrayList<>(outlived(source, link));
        index.from(source).get(link).ifPresent(operations::add);
        List<LinkAct> acts = new ArrayList<>();
        Optional<Value.MapValue> before = Optional.empty();
        for (Last operation : operations) {
            if (operation.position().compareTo(from) >= 0) {
                acts.add(new LinkAct(operation.position(), source, link, before, operation.properties()));
            }
            before = operation.properties();
        }
        return acts;
    }

    private List<Last> outlived(ItemId source, Outgoing link) {
        return outlived.getOrDefault(source, Collections.emptyMap()).getOrDefault(link, List.of());
    }
}
