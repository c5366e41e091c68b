package echo.simulation.fault.party;

import echo.api.party.Role;
import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * Somebody joins the party, to write or only to read.
 *
 * @param most how many nodes a world has, at most
 */
public record Newcomer(int most) implements Fault {
    @Override
    public String name() {
        return "newcomer";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        if (world.nodes().size() >= most) {
            return false;
        }
        SimNode newcomer = world.add();
        world.admissions().invite(newcomer, random.nextInt(3) == 0 ? Role.READER : Role.WRITER);
        world.connectAll();
        return true;
    }
}
