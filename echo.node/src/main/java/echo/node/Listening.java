package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.transport.Address;
import echo.api.transport.ChannelHandler;
import echo.api.transport.Transport;
import echo.api.transport.Transport.Listener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The addresses at which a node wants to be reached, each on a transport of its scheme, which may come later, go and come
 * again. An address that was listened at once is tried until it is again.
 *
 * <p>On the node's loop, but for what says otherwise.
 */
final class Listening {
    private static final long RETRY_MS = 1_000;

    private final Function<Address, ChannelHandler> acceptor;
    private final Function<Address, Optional<Transport>> transports;
    private final Loop loop;
    private final Map<Address, CompletableFuture<Address>> wanted = new LinkedHashMap<>();
    private final Map<Address, Bound> bound = new LinkedHashMap<>();
    private volatile List<Address> addresses = List.of();

    private record Bound(Transport transport, Listener listener) {}

    /** {@code transports} gives the one that serves an address now. */
    Listening(
            Function<Address, ChannelHandler> acceptor, Function<Address, Optional<Transport>> transports, Loop loop) {
        this.acceptor = acceptor;
        this.transports = transports;
        this.loop = loop;
    }

    /** Listens at {@code address} now, or as soon as its transport is there. */
    void add(Address address, CompletableFuture<Address> listening) {
        Bound known = bound.get(address);
        if (known != null) {
            listening.complete(known.listener().address());
            return;
        }
        wanted.put(address, listening);
        bindAll();
    }

    /** Addresses really bound. Any thread. */
    List<Address> addresses() {
        return addresses;
    }

    /** Listens at what is wanted and has a transport now. */
    void bindAll() {
        new LinkedHashMap<>(wanted).forEach((address, listening) -> {
            if (!bound.containsKey(address)) {
                transports.apply(address).ifPresent(transport -> bind(address, transport, listening));
            }
        });
    }

    private void refresh() {
        addresses = bound.values().stream().map(it -> it.listener().address()).toList();
    }

    /** The transport is gone, and its listeners with it; another may take its place. */
    void transportRemoved(Transport transport) {
        bound.values().removeIf(it -> it.transport().equals(transport));
        refresh();
        bindAll();
    }

    void close() {
        bound.values().forEach(it -> it.listener().close());
        bound.clear();
        wanted.clear();
        addresses = List.of();
    }

    private void bind(Address address, Transport transport, CompletableFuture<Address> listening) {
        try {
            Listener listener = transport.listen(address, acceptor);
            bound.put(address, new Bound(transport, listener));
            refresh();
            listening.complete(listener.address());
        } catch (EchoException e) {
            refused(address, listening, e);
        } catch (IllegalStateException e) {
            refused(address, listening, new EchoException(Kind.NETWORK, "cannot listen at " + address, e));
        }
    }

    private void refused(Address address, CompletableFuture<Address> listening, EchoException reason) {
        if (listening.completeExceptionally(reason)) {
            wanted.remove(address);
        } else {
            loop.after(RETRY_MS, this::bindAll);
        }
    }
}
