package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
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
    public void strike(World world, SplittableRandom random) {
        world.any(random).cutPowerAtSend(random.nextInt(most), Survivals.any(random));
    }
}
