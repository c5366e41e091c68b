package echo.simulation.world;

import echo.api.party.Party;
import java.util.List;

/**
 * The way from all that went wrong back to rest: everything that runs again, everybody inside, and all of one mind.
 *
 * <p>One thread.
 */
final class Recovery {
    private static final long PATIENCE_MS = 60_000;
    private static final long BETWEEN_INVITATIONS_MS = 5_000;

    private final World world;

    Recovery(World world) {
        this.world = world;
    }

    /** Mends what is broken, starts what is down, and lets in who is not in the party yet. */
    void heal() {
        world.network().calm();
        for (SimNode node : world.nodes()) {
            node.mend();
        }
        world.nodes().forEach(this::raise);
        world.connectAll();
        long deadline = world.time().nowMs() + PATIENCE_MS;
        while (world.time().nowMs() < deadline
                && world.expectations().trusted().stream()
                        .anyMatch(node -> node.party().isEmpty())) {
            world.nodes().stream().filter(node -> node.party().isEmpty()).forEach(world.admissions()::inviteAgain);
            world.pass(BETWEEN_INVITATIONS_MS);
        }
    }

    /** Starts {@code node}, once it is down; one that cannot be started stays down. */
    private void raise(SimNode node) {
        long deadline = world.time().nowMs() + PATIENCE_MS;
        while (!node.isUp() && world.time().nowMs() < deadline) {
            if (node.isDown()) {
                node.start();
                world.pass(node.isUp() ? 0 : 1_000);
            } else {
                world.pass(1);
            }
        }
    }

    /** Whether all that are trusted agree; see {@link World#agrees}. */
    boolean agrees() {
        List<SimNode> trusted = world.expectations().trusted();
        List<Party> parties =
                trusted.stream().flatMap(node -> node.party().stream()).toList();
        return parties.size() == trusted.size() && parties.stream().allMatch(party -> agree(parties.get(0), party));
    }

    private static boolean agree(Party one, Party two) {
        return one.view().timeframe().equals(two.view().timeframe())
                && one.status().heldCount() == two.status().heldCount()
                && one.view().stateHash().equals(two.view().stateHash());
    }
}
