package echo.api.transport;

import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries frames between nodes: the service that a transport bundle registers. It knows nothing of parties, keys or sync.
 *
 * <p>Any thread. Handlers are called from the transport's own threads.
 */
@ConsumerType
public interface Transport {
    /** The scheme of the addresses that it serves, as {@code tcp}. */
    String scheme();

    /**
     * Accepts channels at {@code at} until the listener is closed. For each, {@code acceptor} gives the handler.
     *
     * @throws echo.api.EchoException of kind {@code NETWORK} when the address cannot be bound
     */
    Listener listen(Address at, Function<Address, ChannelHandler> acceptor);

    /**
     * Opens a channel to {@code to}. Returns at once; {@code handler} hears {@code opened}, or {@code closed} with the reason
     * why it could not be.
     */
    void dial(Address to, ChannelHandler handler);

    /** An address that is listened on. */
    @ConsumerType
    interface Listener extends AutoCloseable {
        /** The address really bound, its port known. */
        Address address();

        /** Stops accepting; channels already open stay. */
        @Override
        void close();
    }
}
