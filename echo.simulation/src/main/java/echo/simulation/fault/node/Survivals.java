package echo.simulation.fault.node;

import echo.simulation.disk.Survival;
import java.util.SplittableRandom;

/** What a disk may keep. */
final class Survivals {
    private Survivals() {}

    /** One of the kinds of survival. */
    static Survival any(SplittableRandom random) {
        SplittableRandom own = random.split();
        return switch (random.nextInt(4)) {
            case 0 -> Survival.ALL;
            case 1 -> Survival.NONE;
            case 2 -> Survival.pages(own);
            default -> Survival.prefix(own);
        };
    }
}
