package echo.simulation.world;

import echo.api.FeedKey;
import echo.api.PartyKey;
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
    private final Set<SimNode> gone = new LinkedHashSet<>();
    private final Set<FeedKey> receding = new TreeSet<>();
    private boolean disputed;

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

    /** {@code node} is removed from the party, or will be: nothing is expected of it, and what it wrote may be undone. */
    public void expel(SimNode node, PartyKey party) {
        distrust(node);
        gone.add(node);
        recede(node, party);
        if (world.admissions().isAdmin(node)) { // whom it let in may be out with it
            contested.forEach(this::distrust);
            contested.forEach(other -> recede(other, party));
        }
    }

    private void recede(SimNode node, PartyKey party) {
        receding.add(new FeedKey(node.dataKey(party).publicKey()));
    }

    /**
     * Two admins remove each other. Who hears of one removal first takes the wrong one's feeds to end, and what rests on them for whole:
     * once it knows better it may lack some of them, and show less until it has them.
     */
    public void dispute() {
        disputed = true;
    }

    /** Whether views may show less for a while, of whatever feed. */
    public boolean isDisputed() {
        return disputed;
    }

    /** Whether {@code node} was removed. */
    public boolean isGone(SimNode node) {
        return gone.contains(node);
    }

    /** The feeds of which less may be shown than before. */
    public Set<FeedKey> receding() {
        Set<FeedKey> all = new TreeSet<>(forked);
        all.addAll(receding);
        return all;
    }

    /** The feeds that have two branches. */
    public Set<FeedKey> forked() {
        return Collections.unmodifiableSet(forked);
    }
}
