package echo.node;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Meets a channel that somebody else dialled: reads from its first frame which party it is about, and hands it over. One for
 * each channel; calls come one at a time.
 */
final class Reception implements ChannelHandler {
    private final Function<Bytes, Optional<PartyNode>> parties;
    private final AtomicInteger halfOpen;
    private final Loop loop;
    private Optional<Channel> channel = Optional.empty();
    private Optional<ChannelHandler> session = Optional.empty();
    private volatile boolean settled;

    /** {@code parties} finds a party by discovery id; {@code halfOpen} counts channels that have not named one. */
    Reception(Function<Bytes, Optional<PartyNode>> parties, AtomicInteger halfOpen, Loop loop) {
        this.parties = parties;
        this.halfOpen = halfOpen;
        this.loop = loop;
    }

    @Override
    public void opened(Channel opened) {
        channel = Optional.of(opened);
        if (halfOpen.incrementAndGet() > Limits.HALF_OPEN_CHANNELS) {
            opened.close();
            return;
        }
        loop.after(Limits.HALF_OPEN_MS, () -> {
            if (!settled) {
                opened.close();
            }
        });
    }

    @Override
    public void received(Bytes frame) {
        if (session.isPresent()) {
            session.get().received(frame);
            return;
        }
        session = Preamble.discoveryId(frame).flatMap(parties).map(PartyNode::handler);
        settle();
        session.ifPresentOrElse(
                handler -> handler.opened(channel.orElseThrow()),
                () -> channel.orElseThrow().close());
    }

    @Override
    public void closed(String reason) {
        settle();
        session.ifPresent(handler -> handler.closed(reason));
    }

    private void settle() {
        if (!settled) {
            settled = true;
            halfOpen.decrementAndGet();
        }
    }
}
