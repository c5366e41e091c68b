package echo.node;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import echo.node.rendezvous.End;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Brings what a channel of a rendezvous hears to a loop, where its end takes it: no more frames than there can be, and not for longer
 * than {@link Limits#HALF_OPEN_MS}.
 */
final class RendezvousHandler implements ChannelHandler {
    /** Frames that come one way: 2 of the handshake, 3 of the exchange, and what ends it; and as many again. */
    private static final int FRAMES = 16;

    private final Loop loop;
    private final Function<Channel, End> opener;
    private final Consumer<String> unopened;
    private final AtomicInteger frames = new AtomicInteger();
    private volatile Optional<Channel> open = Optional.empty();
    private Optional<End> end = Optional.empty();

    /** {@code opener} makes the end of the channel; {@code unopened} hears why there is none. Both are called on {@code loop}. */
    RendezvousHandler(Loop loop, Function<Channel, End> opener, Consumer<String> unopened) {
        this.loop = loop;
        this.opener = opener;
        this.unopened = unopened;
    }

    @Override
    public void opened(Channel channel) {
        open = Optional.of(channel);
        loop.execute(() -> {
            End opened = opener.apply(channel);
            end = Optional.of(opened);
            opened.start();
            loop.after(Limits.HALF_OPEN_MS, opened::timedOut);
        });
    }

    @Override
    public void received(Bytes frame) {
        if (frame.size() > Limits.EARLY_FRAME_BYTES + Limits.SEALING_BYTES || frames.incrementAndGet() > FRAMES) {
            open.ifPresent(Channel::close); // what it says further is not kept
        } else {
            loop.execute(() -> end.ifPresent(it -> it.receive(frame)));
        }
    }

    @Override
    public void closed(String reason) {
        loop.execute(() -> end.ifPresentOrElse(it -> it.closed(reason), () -> unopened.accept(reason)));
    }
}
