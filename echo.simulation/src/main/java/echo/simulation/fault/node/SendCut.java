package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A node loses power as it sends a frame.
 *
 * @param most after how many frames, at most
 */
public record SendCut(int most) implements Fault {
    @Override
    public String name() {
        return "send-cut";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        node.cutPowerAtSend(random.nextInt(most), Survivals.any(random));
        return node.isUp();
    }
}
