package echo.api.feed;

import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.Limits;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The feeds of one party on disk. A store keeps what it is given; whoever appends has verified it.
 *
 * <pre>
 *   block 0 … │ 41 …            … │ 97        a feed of 98 blocks, trimmed below 41
 *     gone    │ start (41, link)  │ extent (98, link), head
 * </pre>
 *
 * <p>All methods throw {@link EchoException} of kind {@code STORAGE} when the disk fails and {@code CORRUPT} when stored bytes
 * are not what was written. After a failed {@link #append} or {@link #force} the store refuses further writes until it is
 * opened again; after a failed {@link #trim} or {@link #erase} it may, and says so to who tries again.
 *
 * <p>One thread at a time.
 */
@ConsumerType
public interface FeedStore extends AutoCloseable {
    /** All feeds with at least one block, trimmed or not, in the order of their keys. */
    List<FeedKey> feeds();

    /** How far {@code feed} is stored; {@link Extent#EMPTY} for an unknown one. */
    Extent extent(FeedKey feed);

    /** The head at the end of {@code feed}, or nothing for an unknown one. */
    Optional<Head> head(FeedKey feed);

    /**
     * Where {@code feed} begins: the blocks before were {@linkplain #trim trimmed}. It is a head that was stored, so that who
     * reads from here on can verify what follows. {@link Extent#EMPTY} for a feed that has all its blocks, and an unknown one.
     */
    Extent start(FeedKey feed);

    /** The head that says where {@code feed} begins; nothing for a feed that has all its blocks, and an unknown one. */
    Optional<Head> startHead(FeedKey feed);

    /**
     * Lets a feed of which nothing is stored begin where another store's does, as if it had been appended up to there and
     * {@linkplain #trim trimmed} to its end: so what was trimmed there is copied without the blocks that are gone. Durable when
     * this returns, with all that was appended.
     *
     * @param start the other store's {@link #startHead}
     * @throws IllegalArgumentException if something is stored of that feed
     */
    void begin(Head start);

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
     *
     * @throws IllegalArgumentException if {@code from} is before the feed's {@link #start}: to answer with nothing would make a
     *     feed that was trimmed look like one that is empty. Who reads on behalf of others asks for the start first
     */
    Optional<Run> read(FeedKey feed, long from, int maxBytes);

    /**
     * Lets go of the blocks that {@code below} covers. From now on each of its feeds {@linkplain #start begins} there: at the last
     * stored head at or before that length, since runs are not taken apart. A feed may be let go to its end, and goes on from
     * there; a feed that begins later already stays as it is, and so does one that {@code below} leaves out. Extents, heads and
     * {@link #feeds} are what they were.
     *
     * <p>Where the feeds begin is durable when this returns, with all that was appended: after a power cut either all of them
     * begin later, or none. Their blocks' bytes are still on disk, for {@link #erase} to remove.
     *
     * @throws IllegalArgumentException if {@code below} has more of a feed than is stored, or another link than the feed has there;
     *     then nothing is changed
     */
    void trim(Timeframe below);

    /**
     * Removes from disk, in one step, a part of what was trimmed, and makes room where it stood. A step copies or removes about
     * {@link Limits#ERASE_BYTES}, so that steps fit between writes; nothing is lost whenever they end. Once none is left to do, no
     * file of the store holds a block that was trimmed, but what a repair set aside.
     *
     * @return whether another step is left to do
     */
    boolean erase();

    /** Releases files. What was not forced may be lost. */
    @Override
    void close();
}
