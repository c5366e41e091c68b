package echo.simulation.fault.node;

import echo.api.model.ModelId;
import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A model's bundle goes, and comes back.
 *
 * @param longestMs after how long, at most
 */
public record ModelAway(long longestMs) implements Fault {
    @Override
    public String name() {
        return "model-away";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        List<ModelId> models = world.models();
        ModelId model = models.get(random.nextInt(models.size()));
        boolean there = node.removeModel(model);
        if (there) {
            world.endAfter(random.nextLong(longestMs), () -> node.addModel(model));
        }
        return there;
    }
}
