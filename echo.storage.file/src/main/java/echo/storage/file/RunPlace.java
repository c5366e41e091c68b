package echo.storage.file;

import echo.api.FeedKey;
import echo.api.feed.Run;

/**
 * Where a run stands in the log.
 *
 * @param segment number of its segment
 * @param from index of its first block
 * @param end index after its last block, more than {@code from}
 * @param offset of its record in the segment, in bytes
 * @param size of its record, in bytes
 */
record RunPlace(int segment, long from, long end, long offset, int size) {
    int blocks() {
        return (int) (end - from);
    }

    /** Sum of the sizes of the run's payloads, in bytes. */
    int payloadBytes() {
        return size - RecordHeader.SIZE - RunBody.FIXED - Integer.BYTES * blocks();
    }

    /** Whether {@code run} is what is said to stand here. */
    boolean holds(FeedKey feed, Run run) {
        return run.head().feed().equals(feed)
                && run.from() == from
                && run.head().extent().length() == end;
    }
}
