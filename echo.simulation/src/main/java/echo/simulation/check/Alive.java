package echo.simulation.check;

import echo.api.party.Party;
import echo.api.party.View;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        if (world.converges(PATIENCE_MS)) {
            return;
        }
        world.complain("P1", "no agreement within " + PATIENCE_MS + " ms: " + String.join("; ", differences()));
    }

    /** What keeps the nodes apart, one line for each that is not as the first. */
    private List<String> differences() {
        List<String> lines = new ArrayList<>();
        List<SimNode> nodes = world.expectations().trusted();
        Optional<Party> first = nodes.get(0).party();
        for (SimNode node : nodes) {
            Optional<Party> party = node.party();
            if (party.isEmpty()) {
                lines.add(node + " has no party");
            } else if (first.isPresent()
                    && !showTheSame(first.get().view(), party.get().view())) {
                lines.add(nodes.get(0) + " and " + node + " show " + Difference.of(first.get(), party.get()));
            }
            party.map(Party::status)
                    .filter(status ->
                            status.heldCount() > 0 || !status.refused().isEmpty())
                    .ifPresent(
                            status -> lines.add(node + " holds " + status.held() + " and refuses " + status.refused()));
        }
        return lines;
    }

    private static boolean showTheSame(View one, View other) {
        return one.timeframe().equals(other.timeframe()) && one.stateHash().equals(other.stateHash());
    }
}
