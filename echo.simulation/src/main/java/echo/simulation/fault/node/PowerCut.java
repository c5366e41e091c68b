package echo.simulation.fault.node;

import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * A node loses power between two changes of its disk, also while it boots.
 *
 * @param most after how many changes, at most
 */
public record PowerCut(int most) implements Fault {
    @Override
    public String name() {
        return "power-cut";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        if (node.isUp() && random.nextBoolean()) {
            node.crash(Survivals.any(random));
        }
        node.cutPowerAfter(random.nextInt(most), Survivals.any(random));
        if (node.isDown()) {
            world.start(node);
        }
        return true;
    }
}
