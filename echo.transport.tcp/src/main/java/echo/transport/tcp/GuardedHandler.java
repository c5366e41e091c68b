package echo.transport.tcp;

import echo.api.Bytes;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The handler of one channel behind a guard: what it throws is reported once, and said by the result. {@code closed} is told
 * only to a handler that exists, once.
 *
 * <p>One thread at a time.
 */
final class GuardedHandler {
    private final Trouble trouble;
    private final Address remote;
    private final Function<Address, ChannelHandler> acceptor;
    private @Nullable ChannelHandler handler;
    private boolean failed;

    private GuardedHandler(Trouble trouble, Address remote, Function<Address, ChannelHandler> acceptor) {
        this.trouble = trouble;
        this.remote = remote;
        this.acceptor = acceptor;
    }

    /** The handler of whoever dialled {@code remote}. */
    static GuardedHandler dialled(Trouble trouble, Address remote, ChannelHandler handler) {
        GuardedHandler guarded = new GuardedHandler(trouble, remote, any -> handler);
        guarded.handler = handler;
        return guarded;
    }

    /** A handler that {@code acceptor} gives when the channel opens. */
    static GuardedHandler accepted(Trouble trouble, Address remote, Function<Address, ChannelHandler> acceptor) {
        return new GuardedHandler(trouble, remote, acceptor);
    }

    Address remote() {
        return remote;
    }

    /** False when the handler failed: the channel is to be closed. */
    boolean opened(Channel channel) {
        return call(() -> {
            ChannelHandler known = acceptor.apply(remote);
            handler = known;
            known.opened(channel);
        });
    }

    /** False when the handler failed: the channel is to be closed. */
    boolean received(Bytes frame) {
        ChannelHandler known = handler;
        return known != null && call(() -> known.received(frame));
    }

    void closed(String reason) {
        ChannelHandler known = handler;
        handler = null;
        if (known != null) {
            boolean heard = call(() -> known.closed(reason));
            assert heard || failed;
        }
    }

    // Whatever it is (a LinkageError when a bundle went away, a failed assertion): it ends this channel and no other.
    @SuppressWarnings("CatchingUnchecked")
    private boolean call(Runnable what) {
        try {
            what.run();
            return true;
        } catch (Throwable e) {
            if (!failed) {
                failed = true;
                trouble.report("the handler of " + remote + " failed, its channel closes: " + Engine.reason(e), e);
            }
            return false;
        }
    }
}
