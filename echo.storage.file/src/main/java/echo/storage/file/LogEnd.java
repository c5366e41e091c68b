package echo.storage.file;

import echo.api.FeedKey;
import java.util.List;
import java.util.Map;

/**
 * How far a log was written at one moment: all before is whole, whatever is appended meanwhile.
 *
 * @param segments numbers of those in force, in order; the last is the newest
 * @param bytes of the newest
 * @param lengths number of blocks of each feed
 * @param rewrites how often segments may have taken the place of others since the log was opened
 */
record LogEnd(List<Integer> segments, long bytes, Map<FeedKey, Long> lengths, long rewrites) {
    int newest() {
        return segments.get(segments.size() - 1);
    }
}
