package echo.simulation.network;

import java.util.random.RandomGenerator;

/**
 * How one node's frames travel to another, in one direction.
 *
 * @param latencyMs what every frame takes, 0 or more
 * @param jitterMs what a frame takes more, at most; drawn for each
 * @param loss the chance that a frame is lost, and its channel with it: 0 to 1
 * @param bytesPerMs how much passes in a ms, 1 or more
 */
public record Link(long latencyMs, long jitterMs, double loss, int bytesPerMs) {
    /** At once, always. */
    public static final Link PERFECT = new Link(0, 0, 0, Integer.MAX_VALUE);

    public Link {
        if (latencyMs < 0 || jitterMs < 0 || !(loss >= 0 && loss <= 1) || bytesPerMs < 1) {
            throw new IllegalArgumentException("no link has latency " + latencyMs + ", jitter " + jitterMs + ", loss "
                    + loss + ", rate " + bytesPerMs);
        }
    }

    /** A link as found in the world: mostly near and sound, at times far, slow or lossy (one frame in fifty at worst). */
    public static Link draw(RandomGenerator random) {
        long latencyMs = random.nextInt(4) == 0 ? random.nextLong(300) : random.nextLong(20);
        long jitterMs = random.nextInt(3) == 0 ? random.nextLong(500) : random.nextLong(5);
        double loss = random.nextInt(4) == 0 ? random.nextDouble() * 0.02 : 0;
        int bytesPerMs = random.nextInt(4) == 0 ? 64 + random.nextInt(4096) : 100_000;
        return new Link(latencyMs, jitterMs, loss, bytesPerMs);
    }

    /** This link when it loses nothing. */
    public Link lossless() {
        return new Link(latencyMs, jitterMs, 0, bytesPerMs);
    }

    /** This link when it loses {@code loss} more and takes {@code delayMs} longer. */
    Link worse(double more, long delayMs) {
        return new Link(latencyMs + delayMs, jitterMs, Math.min(1, loss + more), bytesPerMs);
    }

    /** The time in ms from the last byte sent to the last byte there. */
    long drawMs(RandomGenerator random) {
        return latencyMs + (jitterMs == 0 ? 0 : random.nextLong(jitterMs + 1));
    }

    /** The time in ms for which {@code bytes} occupy the way, one frame after the other. */
    long sendingMs(int bytes) {
        return bytes / bytesPerMs;
    }

    /** Whether a frame is lost. */
    boolean drawLoss(RandomGenerator random) {
        return loss > 0 && random.nextDouble() < loss;
    }
}
