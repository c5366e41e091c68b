package echo.pipeline.feed;

import echo.api.feed.Extent;
import echo.api.feed.Run;
import java.util.List;

/** A run that was proved to continue its feed. Only {@link FeedVerifier} makes one. Immutable. */
public final class VerifiedRun {
    private final Run run;
    private final List<Extent> extents;

    VerifiedRun(Run run, List<Extent> extents) {
        this.run = run;
        this.extents = List.copyOf(extents);
    }

    public Run run() {
        return run;
    }

    /** The feed's extent after each block of the run, in order. */
    public List<Extent> extents() {
        return extents;
    }
}
