package echo.simulation.world;

import echo.api.FeedKey;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may be expected of whom: who lies, whose admission may turn out to be void, which feed has two branches.
 *
 * <p>One thread.
 */
public final class Expectations {
    private final World world;
    private final Set<SimNode> distrusted = new LinkedHashSet<>();
    private final Set<SimNode> contested = new LinkedHashSet<>();
    private final Set<FeedKey> forked = new TreeSet<>();

    Expectations(World world) {
        this.world = world;
    }

    /** The node that may turn out to lie: the last of the first ones, if there are enough for a party without it. */
    public Optional<SimNode> liar() {
        int peers = world.settings().peers();
        return peers < 3 ? Optional.empty() : Optional.of(world.node(peers - 1));
    }

    /** From now on nothing is expected of {@code node}. */
    public void distrust(SimNode node) {
        distrusted.add(node);
    }

    /** Whether {@code node} does what it should, as far as it can. */
    public boolean trusts(SimNode node) {
        return !distrusted.contains(node);
    }

    /** The nodes that do what they should. */
    public List<SimNode> trusted() {
        return world.nodes().stream().filter(this::trusts).toList();
    }

    /** Whether {@code node} belongs to the party can change when admins hear of each other: what it writes may be refused. */
    public void contest(SimNode node) {
        contested.add(node);
    }

    /** Whether what {@code node} writes must be taken by all, once it is in the party and may write. */
    public boolean belongs(SimNode node) {
        return trusts(node) && !contested.contains(node);
    }

    /** Whether everybody does what is right, so that nothing need be refused. */
    public boolean isPeaceful() {
        return distrusted.isEmpty() && contested.isEmpty();
    }

    /** {@code feed} has two branches from now on: of what was shown of it less may be shown later. */
    public void fork(FeedKey feed) {
        forked.add(feed);
    }

    /** The feeds that have two branches. */
    public Set<FeedKey> forked() {
        return Collections.unmodifiableSet(forked);
    }
}
