package echo.node;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import echo.node.rendezvous.Rendezvous;
import java.util.Optional;
import java.util.function.Function;

/**
 * Meets a channel that somebody else dialled: reads from its first frame which party it is about, or that there is a short code, and hands it over. One for
 * each channel; calls come one at a time.
 */
final class Reception implements ChannelHandler {
    private final Function<Bytes, Optional<PartyNode>> parties;
    private final NodeShortCodes shortCodes;
    private final HalfOpen halfOpen;
    private final Loop loop;
    private Optional<Channel> channel = Optional.empty();
    private Optional<ChannelHandler> session = Optional.empty();

    /**
     * {@code parties} finds a party by discovery id; {@code shortCodes} takes who has a short code; {@code halfOpen} holds channels until
     * membership is proved.
     */
    Reception(Function<Bytes, Optional<PartyNode>> parties, NodeShortCodes shortCodes, HalfOpen halfOpen, Loop loop) {
        this.parties = parties;
        this.shortCodes = shortCodes;
        this.halfOpen = halfOpen;
        this.loop = loop;
    }

    @Override
    public void opened(Channel opened) {
        channel = Optional.of(opened);
        halfOpen.add(opened);
        loop.after(Limits.HALF_OPEN_MS, () -> {
            if (halfOpen.contains(opened)) {
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
        Channel opened = channel.orElseThrow();
        session = frame.equals(Rendezvous.PREAMBLE)
                ? shortCodes.handler()
                : Preamble.discoveryId(frame)
                        .flatMap(parties)
                        .map(party -> party.sessions().handler(() -> halfOpen.remove(opened)));
        session.ifPresentOrElse(handler -> handler.opened(opened), opened::close);
    }

    @Override
    public void closed(String reason) {
        channel.ifPresent(halfOpen::remove);
        session.ifPresent(handler -> handler.closed(reason));
    }
}
