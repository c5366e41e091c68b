package echo.api.transport;

import echo.api.Bytes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A bidirectional stream of frames: whole, in order, each at most once, until it closes. Any thread.
 */
@ConsumerType
public interface Channel {
    /** The other end, for people; several channels may show the same. */
    Address remote();

    /**
     * Queues a frame of 1 to {@link echo.api.Limits#FRAME_BYTES} bytes plus sealing; never blocks. Past
     * {@link echo.api.Limits#CHANNEL_QUEUE_BYTES} queued the channel closes, as it does when the peer is gone; frames sent to a
     * closed channel are dropped.
     */
    void send(Bytes frame);

    /** Closes both directions after what is queued was offered to the network. No effect the second time. */
    void close();
}
