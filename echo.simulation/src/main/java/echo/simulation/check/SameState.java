package echo.simulation.check;

import echo.api.feed.Timeframe;
import echo.api.party.View;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * P1: nodes with equal timeframes and all models show equal states: at some of the timeframes that they go through, and in the end.
 */
final class SameState implements Checker {
    private static final int REMEMBERED = 64;

    /** Of so many blocks the last: a state hash costs as much as all else together, and two nodes must be met at one place. */
    private static final int EVERY = 64;

    private final World world;
    private final Map<Timeframe, Shown> shown = new LinkedHashMap<>();

    private record Shown(SimNode by, View view) {}

    SameState(World world) {
        this.world = world;
    }

    @Override
    public void published(SimNode node, View view) {
        boolean looked = view.timeframe().totalLength() % EVERY == 0;
        if (!looked
                || !world.expectations().trusts(node)
                || node.models().size() < world.models().size()) {
            return;
        }
        Shown before = shown.putIfAbsent(view.timeframe(), new Shown(node, view));
        if (before == null) {
            if (shown.size() > REMEMBERED) {
                shown.remove(shown.keySet().iterator().next());
            }
        } else if (before.by != node) {
            compare(before, new Shown(node, view));
        }
    }

    private void compare(Shown one, Shown other) {
        world.trace().count("equal timeframes");
        boolean differ = !one.view.stateHash().equals(other.view.stateHash());
        if (differ && !Difference.hasOpaque(one.view) && !Difference.hasOpaque(other.view)) { // a model came meanwhile
            world.complain(
                    "P1",
                    one.by + " and " + other.by + " have applied " + one.view.timeframe() + " and show "
                            + Difference.of(one.view, other.view));
        }
    }
}
