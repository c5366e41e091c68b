package echo.simulation.fault.network;

import echo.simulation.fault.Fault;
import echo.simulation.network.Spoil;
import echo.simulation.world.World;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Somebody on the way changes, repeats, swallows, swaps, replays or cuts frames.
 *
 * @param most how many, one after the other, at most
 */
public record Spoiling(int most) implements Fault {
    private static final List<Spoil> KINDS = List.of(Spoil.values());

    @Override
    public String name() {
        return "spoiling";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        for (int i = random.nextInt(most); i >= 0; i--) {
            Spoil how = KINDS.get(random.nextInt(KINDS.size()));
            world.time().after(i * 50L, () -> world.spoilNext(how));
        }
        return true;
    }
}
