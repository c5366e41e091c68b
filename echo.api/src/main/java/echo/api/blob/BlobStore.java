package echo.api.blob;

import echo.api.Bytes;
import echo.api.EchoException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Blobs by their content: what a blob is called is computed, never believed. A blob is at most
 * {@link echo.api.Limits#BLOB_BYTES} bytes; larger things are cut up by who makes them.
 *
 * <p>All methods throw {@link EchoException} of kind {@code STORAGE} when the disk fails. Any thread.
 */
@ConsumerType
public interface BlobStore {
    /**
     * Stores {@code blob}; no effect if it is there. After a power cut it is there whole or not at all; it is there for sure once
     * {@link #force} has returned.
     *
     * @return its name
     * @throws IllegalArgumentException if it is too large
     */
    Cid put(Bytes blob);

    /**
     * The blob of that name, or nothing.
     *
     * @throws EchoException of kind {@code CORRUPT} if stored bytes do not have that name
     */
    Optional<Bytes> get(Cid cid);

    /** Whether a blob of that name is stored; its bytes are not looked at. */
    boolean has(Cid cid);

    /** Removes a blob; no effect if there is none. Its bytes are gone from the disk once {@link #force} has returned. */
    void delete(Cid cid);

    /** The names of all blobs, in order. */
    List<Cid> all();

    /** Returns once everything that was put or deleted before survives a power cut. */
    void force();
}
