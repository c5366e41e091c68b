package echo.simulation.check;

import echo.api.FeedKey;
import echo.api.feed.Run;
import echo.api.party.Member;
import echo.api.party.Party;
import echo.simulation.disk.DiskContent;
import echo.simulation.disk.Survival;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;

/** P3: who belongs follows from the statements that a node stores, read plainly, and nothing is shown of who may not write. */
final class Belonging implements Checker {
    private final World world;

    Belonging(World world) {
        this.world = world;
    }

    @Override
    public void settled() {
        world.expectations().trusted().forEach(node -> node.party().ifPresent(party -> check(node, party)));
    }

    private void check(SimNode node, Party party) {
        List<Run> runs =
                DiskContent.read(node.disk().image(Survival.ALL), party.key()).orElse(List.of());
        ReferenceParty reference = new ReferenceParty(party.key(), world);
        reference.fold(new ReadMessages(runs), party.status().control());
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
