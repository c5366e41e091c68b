package echo.simulation.storage;

/** {@link MemoryFileFeedStoreTest} with a segment for every two or three runs. */
class MemorySegmentedFeedStoreTest extends MemoryFileFeedStoreTest {
    @Override
    PartyLog log() {
        return new PartyLog(300);
    }
}
