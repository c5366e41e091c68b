package echo.simulation.storage;

/** {@link TrimCrashTest} with segments of a few runs, so that most cuts fall where segments become one. */
class SegmentTrimCrashTest extends TrimCrashTest {
    @Override
    long segmentBytes() {
        return 1_400;
    }
}
