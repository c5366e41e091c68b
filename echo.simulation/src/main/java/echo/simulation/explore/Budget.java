package echo.simulation.explore;

/**
 * How many orders may be tried, and which ones if there are more.
 *
 * @param most at least 1
 * @param seed draws them where not all can be tried
 */
public record Budget(int most, long seed) {
    public Budget {
        if (most < 1) {
            throw new IllegalArgumentException("a budget of " + most + " orders allows nothing");
        }
    }

    /** At most {@code most}, drawn with seed 0 if there are more. */
    public static Budget of(int most) {
        return new Budget(most, 0);
    }
}
