package echo.simulation.check;

import echo.api.party.Member;
import echo.api.party.Party;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
import java.util.Optional;

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
        Optional<ReferenceStatements> read = new ReferenceParty(party.key(), world)
                .fold(disks.messages(node, party.key()), party.status().control());
        world.trace().count(read.isPresent() ? "members compared" : "too many revocations to compare");
        read.ifPresent(reference -> compare(node, party, reference));
    }

    private void compare(SimNode node, Party party, ReferenceStatements reference) {
        List<Member> expected = reference.members();
        if (!expected.equals(party.members())) {
            world.complain("P3", node + " has the members " + party.members() + " and must have " + expected);
        }
        party.view().timeframe().extents().forEach((feed, extent) -> {
            if (!reference.mayShow(feed, extent.length())) {
                world.complain(
                        "P3",
                        node + " shows " + extent.length() + " blocks of feed " + feed.shortHex()
                                + ", which may not write so much");
            }
        });
    }
}
