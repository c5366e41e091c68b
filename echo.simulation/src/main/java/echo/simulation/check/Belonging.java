package echo.simulation.check;

import echo.api.FeedKey;
import echo.api.party.Member;
import echo.api.party.Party;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;

/** P3: who belongs follows from the statements that a node stores, read plainly, and nothing is shown of who may not write. */
final class Belonging implements Checker {
    private final World world;
    private final Disks disks;

    Belonging(World world, Disks disks) {
        this.world = world;
        this.disks = disks;
    }

    @Override
    public void settled() {
        world.expectations().trusted().forEach(node -> node.party().ifPresent(party -> check(node, party)));
    }

    private void check(SimNode node, Party party) {
        ReferenceParty reference = new ReferenceParty(party.key(), world);
        reference.fold(disks.messages(node, party.key()), party.status().control());
        List<Member> expected = reference.members();
        world.trace().count("members compared");
        if (!expected.equals(party.members())) {
            world.complain("P3", node + " has the members " + party.members() + " and must have " + expected);
        }
        for (FeedKey feed : party.view().timeframe().extents().keySet()) {
            if (!reference.mayWrite(feed)) {
                world.complain("P3", node + " shows what feed " + feed.shortHex() + " says, which may not write");
            }
        }
    }
}
