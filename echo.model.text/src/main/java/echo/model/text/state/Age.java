package echo.model.text.state;

/**
 * How often an element was deleted and restored, in turns: visible at even ages, deleted at odd ones. A deletion and a restoration
 * name the age that they end, and make the element one older; what is older already they leave.
 */
public final class Age {
    // A causal length (Yu and Rostad, "A low-cost set CRDT based on causal lengths", 2020). Ages only rise, so whatever
    // comes when, the greatest one remains. Two who delete at once make one deletion, which one restoration ends.

    /** The last age; what is deleted for the last time never comes back. */
    static final int LAST = Integer.MAX_VALUE;

    private Age() {}

    public static boolean isDeleted(int age) {
        return (age & 1) == 1;
    }

    /** Whether elements of that age can be deleted or restored, as they are visible or deleted. */
    public static boolean ends(int age) {
        return age >= 0 && age < LAST;
    }
}
