package echo.node;

import echo.api.Limits;
import echo.api.transport.Channel;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The channels that others opened and whose membership is not proved, at most {@link Limits#HALF_OPEN_CHANNELS}: past it the
 * oldest gives way, so that strangers who hold every place keep nobody out who has something to prove.
 *
 * <p>Any thread.
 */
final class HalfOpen {
    private final Set<Channel> channels = new LinkedHashSet<>();
    private boolean closed;

    void add(Channel channel) {
        place(channel).ifPresent(Channel::close);
    }

    /** Closes all, and whatever comes from now on. */
    void close() {
        List<Channel> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(channels);
            channels.clear();
        }
        open.forEach(Channel::close);
    }

    private synchronized Optional<Channel> place(Channel channel) {
        if (closed) {
            return Optional.of(channel);
        }
        channels.add(channel);
        if (channels.size() <= Limits.HALF_OPEN_CHANNELS) {
            return Optional.empty();
        }
        Iterator<Channel> oldest = channels.iterator();
        Channel out = oldest.next();
        oldest.remove();
        return Optional.of(out);
    }

    /** Membership is proved, or the channel is over. */
    synchronized void remove(Channel channel) {
        channels.remove(channel);
    }

    synchronized boolean contains(Channel channel) {
        return channels.contains(channel);
    }
}
