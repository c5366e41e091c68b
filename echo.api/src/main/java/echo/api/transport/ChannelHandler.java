package echo.api.transport;

import echo.api.Bytes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what happens on one channel. Calls for one channel come one at a time: {@code opened} first, at most once; then
 * frames; {@code closed} last, exactly once. Handlers return quickly: a slow one stops its own channel's reading only.
 */
@ConsumerType
public interface ChannelHandler {
    void opened(Channel channel);

    void received(Bytes frame);

    /** The end; {@code reason} is one line for people. */
    void closed(String reason);
}
