package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.transport.Address;
import echo.api.transport.ChannelHandler;
import echo.api.transport.Transport;
import echo.api.transport.Transport.Listener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The addresses at which a node wants to be reached, each on the transport of its scheme, which may come later or go and come
 * again.
 *
 * <p>On the node's loop only.
 */
final class Listening {
    private final Function<Address, ChannelHandler> acceptor;
    private final Map<Address, CompletableFuture<Address>> wanted = new LinkedHashMap<>();
    private final Map<Address, Listener> bound = new LinkedHashMap<>();

    Listening(Function<Address, ChannelHandler> acceptor) {
        this.acceptor = acceptor;
    }

    /** Listens at {@code address} now, or as soon as {@code transport} is there. */
    void add(Address address, Optional<Transport> transport, CompletableFuture<Address> listening) {
        wanted.put(address, listening);
        transport.ifPresent(carrier -> bind(address, carrier));
    }

    /** Addresses really bound. */
    List<Address> addresses() {
        return bound.values().stream().map(Listener::address).toList();
    }

    void transportAdded(Transport transport) {
        List<Address> pending = new ArrayList<>(wanted.keySet());
        pending.removeIf(
                address -> bound.containsKey(address) || !address.scheme().equals(transport.scheme()));
        pending.forEach(address -> bind(address, transport));
    }

    /** The transport is gone, and its listeners with it. */
    void transportRemoved(Transport transport) {
        bound.keySet().removeIf(address -> address.scheme().equals(transport.scheme()));
    }

    void close() {
        bound.values().forEach(Listener::close);
        bound.clear();
        wanted.clear();
    }

    private void bind(Address address, Transport transport) {
        CompletableFuture<Address> listening = wanted.getOrDefault(address, new CompletableFuture<>());
        try {
            Listener listener = transport.listen(address, acceptor);
            bound.put(address, listener);
            listening.complete(listener.address());
        } catch (EchoException e) {
            wanted.remove(address);
            listening.completeExceptionally(e);
        } catch (IllegalStateException e) {
            listening.completeExceptionally(new EchoException(Kind.NETWORK, "cannot listen at " + address, e));
        }
    }
}
