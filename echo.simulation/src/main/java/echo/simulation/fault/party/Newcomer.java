package echo.simulation.fault.party;

import echo.api.party.Role;
import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Somebody joins the party, to write or only to read, or a writer with another device.
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
        int who = random.nextInt(3);
        Optional<SimNode> writer = who == 1 ? world.admissions().plainWriter() : Optional.empty();
        if (writer.isPresent()) {
            world.trace().count("newcomer: another device");
            world.admissions().bring(world.addDeviceOf(writer.get()), writer.get());
        } else {
            world.admissions().invite(world.add(), who == 0 ? Role.READER : Role.WRITER);
        }
        world.connectAll();
        return true;
    }
}
