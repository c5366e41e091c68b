package echo.simulation.fault.party;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two nodes bring the same code, which works once: at most one of them enters by it (P3). Where there are two admins, each may let
 * one in; one of them is out again when the admins hear of each other, so nothing is expected of either.
 *
 * @param most how many nodes a world has, at most
 */
public record SharedCode(int most) implements Fault {
    private static final long HOUR_MS = 3_600_000;

    @Override
    public String name() {
        return "shared-code";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        if (world.nodes().size() + 1 >= most || world.node(0).party().isEmpty()) {
            return false;
        }
        SimNode one = world.add();
        SimNode two = world.add();
        for (SimNode node : List.of(one, two)) {
            world.expectations().contest(node); // where both are stated at once, one of the statements is void
            if (world.admissions().isShared()) {
                world.expectations().distrust(node);
            }
        }
        AtomicInteger entered = new AtomicInteger();
        world.node(0).party().orElseThrow().invite(HOUR_MS).whenComplete((code, failure) -> {
            if (code != null) {
                enter(world, one, code, entered);
                enter(world, two, code, entered);
            }
        });
        world.connectAll();
        return true;
    }

    private static void enter(World world, SimNode node, String code, AtomicInteger entered) {
        if (!node.isUp() || node.party().isPresent()) {
            return;
        }
        node.node().join(code).whenComplete((party, failure) -> {
            boolean enters = party != null
                    && !world.admissions().wasInvited(node)
                    && !world.admissions().isShared();
            if (enters && entered.incrementAndGet() > 1) {
                world.complain("P3", "two nodes entered with one code");
            }
        });
    }
}
