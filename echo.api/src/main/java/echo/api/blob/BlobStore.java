package echo.api.blob;

import echo.api.Bytes;
import echo.api.EchoException;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

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

    /**
     * Keeps sweeps away from what is put or found from now on, until the hold is closed. Whoever puts blobs before anything
     * that is alive names them, or counts on one that {@link #has} or {@link #get} found, takes a hold first and closes it once
     * they are named.
     */
    Hold hold();

    /**
     * Begins to look for blobs that nothing needs. Who walks what is alive tells {@link Sweep#keep} of each blob it reaches, and
     * {@link Sweep#finish} deletes the others. Blobs may be put and read meanwhile: each that was put or found since the sweep
     * began, or under a {@link #hold} that was open then, stays, whether it is new or was there before.
     *
     * @throws IllegalStateException while another sweep of this store is under way
     */
    Sweep sweep();

    /** Something is being built of blobs. Any thread. */
    @ProviderType
    interface Hold extends AutoCloseable {
        /** Ends it; no effect if it has ended. */
        @Override
        void close();
    }

    /** A search for blobs that nothing needs. What is not finished deletes nothing. Any thread. */
    @ProviderType
    interface Sweep extends AutoCloseable {
        /** Says that the blob of that name is alive; no effect if there is none. */
        void keep(Cid live);

        /**
         * Deletes every blob that was there when the sweep began and that nobody kept, held, put or found since; ends the sweep.
         *
         * @return how many were deleted
         * @throws EchoException of kind {@code STORAGE} if the disk fails; some may be deleted then
         * @throws IllegalStateException if it has ended
         */
        int finish();

        /** Ends the sweep; no effect if it has ended. */
        @Override
        void close();
    }
}
