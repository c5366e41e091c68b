package echo.node;

import echo.api.transport.Address;
import echo.api.transport.Transport;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps one party connected with one address: dials, and dials again after a growing while when the channel breaks.
 *
 * <p>On the node's loop, but for what says otherwise.
 */
final class Dialer implements PartySessions.Dialled {
    private static final long FIRST_PAUSE_MS = 100;
    private static final long LONGEST_PAUSE_MS = 30_000;
    private static final long STEADY_MS = 5_000;

    private final PartyNode party;
    private final Address address;
    private final Loop loop;
    private final Supplier<Optional<Transport>> transport;
    private volatile String state = "dialling";
    private long pauseMs = FIRST_PAUSE_MS;
    private long dialledMs;
    private volatile boolean stopped;

    Dialer(PartyNode party, Address address, Loop loop, Supplier<Optional<Transport>> transport) {
        this.party = party;
        this.address = address;
        this.loop = loop;
        this.transport = transport;
    }

    PartyNode party() {
        return party;
    }

    Address address() {
        return address;
    }

    /** Why there is no channel, or that one is being dialled. Any thread. */
    String state() {
        return state;
    }

    void dial() {
        if (stopped) {
            return;
        }
        dialledMs = loop.nowMs();
        Optional<Transport> carrier = transport.get();
        if (carrier.isEmpty()) {
            dialAgain("no transport for " + address.scheme());
        } else {
            carrier.get().dial(address, party.sessions().handler(this));
        }
    }

    void stop() {
        stopped = true;
        party.sessions().hangUp(address);
    }

    @Override
    public boolean wanted() {
        return !stopped;
    }

    @Override
    public void closed(String reason) {
        loop.execute(() -> dialAgain(reason));
    }

    private void dialAgain(String reason) {
        state = reason;
        boolean steady = loop.nowMs() - dialledMs > STEADY_MS;
        pauseMs = steady ? FIRST_PAUSE_MS : Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        loop.after(pauseMs, this::dial);
    }
}
