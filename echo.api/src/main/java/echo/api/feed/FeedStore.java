package echo.api.feed;

import echo.api.EchoException;
import echo.api.FeedKey;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The feeds of one party on disk. A store keeps what it is given; whoever appends has verified it.
 *
 * <p>All methods throw {@link EchoException} of kind {@code STORAGE} when the disk fails and {@code CORRUPT} when stored bytes
 * are not what was written. After a failed {@link #append} or {@link #force} the store refuses further writes until it is
 * opened again.
 *
 * <p>One thread at a time.
 */
@ConsumerType
public interface FeedStore extends AutoCloseable {
    /** All feeds with at least one block, in the order of their keys. */
    List<FeedKey> feeds();

    /** How far {@code feed} is stored; {@link Extent#EMPTY} for an unknown one. */
    Extent extent(FeedKey feed);

    /** The head at the end of {@code feed}, or nothing for an unknown one. */
    Optional<Head> head(FeedKey feed);

    /**
     * Adds a verified run. It is readable at once, and durable after the next {@link #force}. Runs become durable in the order
     * of their appending: after a power cut the store holds a prefix of them.
     *
     * @throws IllegalArgumentException if {@code run} does not start where its feed ends
     */
    void append(Run run);

    /** Returns once all that was appended survives a power cut. */
    void force();

    /**
     * Blocks of {@code feed} from block {@code from} on, up to the last stored head whose run stays below {@code maxBytes} of
     * payload, and at least to the next stored head. Nothing when {@code from} is at or past the end.
     */
    Optional<Run> read(FeedKey feed, long from, int maxBytes);

    /** Releases files. What was not forced may be lost. */
    @Override
    void close();
}
