package echo.simulation.fault.party;

import echo.api.party.Role;
import echo.simulation.fault.Fault;
import echo.simulation.world.Admissions;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Two admins are cut off from each other, and on either side one lets somebody in: when they hear of each other, what one of them
 * stated comes late.
 *
 * @param most how many nodes a world has, at most
 * @param longestMs how long they are cut off, at most
 */
public record Rivals(int most, long longestMs) implements Fault {
    @Override
    public String name() {
        return "rivals";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        Admissions admissions = world.admissions();
        if (!admissions.isShared() || world.nodes().size() + 1 >= most) {
            return false;
        }
        SimNode one = world.add();
        SimNode other = world.add();
        Runnable rejoin = world.cutOff(List.of(world.node(1), other));
        admissions.invite(one, role(random), world.node(0));
        admissions.invite(other, role(random), world.node(1));
        world.connectAll();
        world.endAfter(random.nextLong(longestMs), rejoin);
        return true;
    }

    private static Role role(SplittableRandom random) {
        return random.nextBoolean() ? Role.READER : Role.WRITER;
    }
}
