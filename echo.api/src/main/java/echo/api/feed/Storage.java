package echo.api.feed;

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
}
