package echo.simulation.check;

import java.util.List;

/** Names what was thrown, and where. */
public final class Thrown {
    private static final int FRAMES = 8;

    private Thrown() {}

    /** In one line. */
    public static String text(Throwable thrown) {
        return thrown + " at "
                + List.of(thrown.getStackTrace()).stream().limit(FRAMES).toList();
    }
}
