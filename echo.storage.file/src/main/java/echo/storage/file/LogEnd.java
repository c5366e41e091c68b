package echo.storage.file;

import echo.api.FeedKey;
import java.util.Map;

/**
 * How far a log was written at one moment: all before is whole, whatever is appended meanwhile.
 *
 * @param segment the newest
 * @param bytes of it
 * @param lengths number of blocks of each feed
 */
record LogEnd(int segment, long bytes, Map<FeedKey, Long> lengths) {}
