package echo.api.feed;

import echo.api.EchoException;
import echo.api.PartyKey;
import echo.api.blob.BlobStore;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Where a node keeps its feeds, blobs and small records: the service that a storage bundle registers.
 *
 * <p>Methods may be called from any thread. They throw {@link echo.api.EchoException} as {@link FeedStore} does.
 */
@ConsumerType
public interface Storage {
    /** Opens, and if need be creates, the feeds of {@code party}. At most one open store per party. */
    FeedStore open(PartyKey party);

    /** The parties that have a store, in the order of their keys. */
    List<PartyKey> parties();

    /** The blobs of {@code party}, which need no closing: the same store at each call, usable until the storage goes away. */
    BlobStore blobs(PartyKey party);

    /** The node's small records. */
    MetaStore meta();

    /** How a node is to commit what its user writes to the feeds here; the same answer at each call. */
    default GroupCommit commits() {
        return GroupCommit.DEFAULT;
    }

    /**
     * Makes the feeds of {@code party} whole up to what they lack, after they were found not to be what was written: what is
     * damaged is set aside, and stays on disk. What is lacking then can be had from peers. The party counts as {@link SetBack}.
     * May take as long as reading and writing all of the feeds again. The party's store must not be open.
     *
     * @return what was found, and what was done: a line each, for people; none if nothing was wrong
     * @throws EchoException of kind {@code CORRUPT} if this storage cannot: then nothing is changed
     * @throws IllegalStateException if the party's store is open
     */
    default List<String> repair(PartyKey party) {
        throw new EchoException(
                EchoException.Kind.CORRUPT, "this storage cannot repair a party's feeds; restore it from a backup");
    }

    /**
     * Reads every byte of the feeds of {@code party}, also while its store is open and in use, and changes nothing. What is
     * appended meanwhile need not be looked at. May take as long as reading all of the feeds; who uses the store waits for none
     * of it.
     *
     * @return what is not as it was written, with the file and the offset, and the feed and blocks where these are known
     * @throws EchoException of kind {@code UNAVAILABLE} if this storage cannot, or the store is opened or closed meanwhile
     */
    default Verified verify(PartyKey party) {
        throw new EchoException(
                EchoException.Kind.UNAVAILABLE,
                "this storage looks at its file when it opens it, and cannot while it is in use; restart the node for that");
    }
}
