package echo.simulation.fault.party;

import echo.api.feed.Timeframe;
import echo.api.party.Party;
import echo.api.party.Roster;
import echo.simulation.fault.Fault;
import echo.simulation.world.Expectations;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;

/**
 * An admin removes the node that may lie, or retires its device, or it leaves; or, where there are two admins, each removes the
 * other while they are apart. From then on nothing is expected of who is gone, and it goes on all the same.
 *
 * @param longestMs how long two admins are apart, at most
 */
public record Removal(long longestMs) implements Fault {
    @Override
    public String name() {
        return "removal";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        boolean mutual = world.admissions().isShared() && random.nextInt(3) == 0;
        Expectations expectations = world.expectations();
        Optional<SimNode> gone = (mutual ? Optional.of(world.node(1)) : expectations.liar())
                .filter(node -> node.party().isPresent() && !expectations.isGone(node));
        Optional<Party> party = world.node(0).party();
        if (gone.isEmpty() || party.isEmpty()) {
            return false;
        }
        expectations.expel(gone.get(), party.get().key());
        if (mutual) {
            expectations.dispute();
            quarrel(world, party.get().roster(), gone.get(), random);
        } else {
            remove(world, party.get().roster(), gone.get(), random);
        }
        return true;
    }

    /** The junior removes the senior before it can have heard that this one has removed it. */
    private void quarrel(World world, Roster senior, SimNode junior, SplittableRandom random) {
        world.trace().count("removal: mutual");
        Runnable rejoin = world.cutOff(List.of(junior));
        told(senior.remove(junior.node().member())
                .thenCompose(done -> junior.party()
                        .map(party -> party.roster().remove(world.node(0).node().member()))
                        .orElseThrow()));
        world.endAfter(random.nextLong(longestMs), rejoin);
    }

    private static void remove(World world, Roster admin, SimNode node, SplittableRandom random) {
        switch (random.nextInt(4)) {
            case 0 -> {
                world.trace().count("removal: leaves");
                told(node.party().orElseThrow().roster().remove(node.node().member()));
            }
            case 1 -> {
                world.trace().count("removal: device");
                told(admin.retire(node.node().device()));
            }
            default -> {
                world.trace().count("removal: member");
                told(admin.remove(node.node().member()));
            }
        }
    }

    /** Whether it comes to something is for the checkers to find out: nodes fail. */
    private static void told(CompletionStage<Timeframe> change) {
        var unused = change.exceptionally(failure -> Timeframe.EMPTY);
    }
}
