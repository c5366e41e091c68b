package echo.api.feed;

import echo.api.Bytes;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Small named records (at most 64 KiB each), every change of which is atomic and durable when the method returns. Names
 * consist of lower-case letters, digits, {@code -} and {@code .}.
 *
 * <p>Any thread. Errors as {@link FeedStore}.
 */
@ConsumerType
public interface MetaStore {
    /** The record of that name, or nothing. */
    Optional<Bytes> get(String name);

    /** Writes or replaces a record: after a power cut either the old or the new value is there, whole. */
    void put(String name, Bytes value);

    /** Removes a record; no effect when there is none. */
    void delete(String name);

    /** Names that begin with {@code prefix}, sorted. */
    List<String> names(String prefix);
}
