package echo.simulation.check;

import echo.api.party.PartyStatus;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;

/**
 * P4: of every stored message a node says whether it is applied, held or refused; in the end, where nobody lies, none is held and
 * none refused, and no item waits for a model.
 */
final class NothingSilent implements Checker {
    private final World world;

    NothingSilent(World world) {
        this.world = world;
    }

    @Override
    public void settled() {
        world.expectations().trusted().forEach(node -> node.party().ifPresent(party -> check(node, party.status())));
    }

    private void check(SimNode node, PartyStatus status) {
        long known = status.control().totalLength() + status.data().totalLength();
        long stored = world.ledger().blocks(node);
        if (known != stored) {
            world.complain("P4", node + " stores " + stored + " blocks and speaks of " + known);
        }
        boolean told = status.heldCount() > 0 || !status.refused().isEmpty();
        if (!told && !status.applied().equals(status.data())) {
            world.complain(
                    "P4",
                    node + " holds nothing back, refuses nothing, has " + status.data() + " and applied "
                            + status.applied());
        }
        if (status.heldCount() == 0 != status.held().isEmpty()) {
            world.complain("P4", node + " holds " + status.heldCount() + " messages and names " + status.held());
        }
        if (world.expectations().isPeaceful() && told) {
            world.complain(
                    "P4", "all are honest, and " + node + " holds " + status.held() + ", refuses " + status.refused());
        }
        if (status.opaqueItems() > 0) {
            world.complain("P6", node + " has all models, and " + status.opaqueItems() + " items wait for one");
        }
    }
}
