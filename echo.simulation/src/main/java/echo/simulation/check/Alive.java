package echo.simulation.check;

import echo.simulation.world.SimNode;
import echo.simulation.world.World;

/** P1, P4: once all faults have ended every node is in the party, and all come to agree in time. */
final class Alive implements Checker {
    /** Simulated time that a world may take to agree, in ms. */
    static final long PATIENCE_MS = 60_000;

    /** Simulated time in which what was begun just before is begun at all, in ms. */
    private static final long BEGUN_MS = 1_000;

    private final World world;

    Alive(World world) {
        this.world = world;
    }

    @Override
    public void settled() {
        world.pass(BEGUN_MS);
        if (world.isForked()) {
            world.pass(PATIENCE_MS); // not all can agree; those that can do
        }
        if (world.converges(PATIENCE_MS)) {
            return;
        }
        StringBuilder states = new StringBuilder("no agreement within " + PATIENCE_MS + " ms:");
        for (SimNode node : world.trusted()) {
            states.append(' ').append(node).append(' ');
            node.party()
                    .ifPresentOrElse(
                            party -> states.append(party.view().timeframe())
                                    .append(' ')
                                    .append(party.view().stateHash().shortHex())
                                    .append(" holds ")
                                    .append(party.status().held())
                                    .append(" refuses ")
                                    .append(party.status().refused()),
                            () -> states.append("has no party"));
        }
        world.complain("P1", states.toString());
    }
}
