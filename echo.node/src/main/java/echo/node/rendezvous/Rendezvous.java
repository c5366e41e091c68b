package echo.node.rendezvous;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.crypto.Handshake;
import echo.api.crypto.PasswordExchange;
import echo.api.crypto.PasswordExchanges;
import echo.api.party.ShortCode.State;
import echo.api.transport.Channel;
import echo.node.rendezvous.RendezvousFrame.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where an inviter waits for who knows its digits: lets one try at a time, counts the guesses, and tells everybody when it is over. It
 * has no clock: whoever owns it ends it in time.
 *
 * <p>One thread at a time.
 */
public final class Rendezvous {
    /**
     * What who dials says first, and the prologue of the handshake. It names nobody, and has another size than what begins a session
     * (docs/format.md, "Sessions").
     */
    public static final Bytes PREAMBLE = Bytes.utf8("echo/rendezvous/1");

    private final String digits;
    private final PasswordExchanges exchanges;
    private final Supplier<Bytes> seeds;
    private final Owner owner;
    private final Set<Host> hosts = new LinkedHashSet<>();
    private Optional<Host> trying = Optional.empty();
    private State state = State.OPEN;
    private int triesLeft = Limits.SHORT_CODE_TRIES;
    private Optional<String> last = Optional.empty();

    /** Hears what becomes of it. */
    public interface Owner {
        /** The other side of {@code host} knows the digits: it is to be given its invitation. */
        void convinced(Host host);

        /** Something is to be seen of it. */
        void changed();
    }

    /** A rendezvous with whoever knows {@code digits}; {@code seeds} gives 32 fresh random bytes at a time. */
    public Rendezvous(String digits, PasswordExchanges exchanges, Supplier<Bytes> seeds, Owner owner) {
        this.digits = digits;
        this.exchanges = exchanges;
        this.seeds = seeds;
        this.owner = owner;
    }

    public State state() {
        return state;
    }

    /** How many guesses it still stands. */
    public int triesLeft() {
        return triesLeft;
    }

    /** What became of the last who tried, for people. */
    public Optional<String> last() {
        return last;
    }

    /** The end of {@code channel}, on which somebody has knocked. */
    public Host knock(Channel channel, Handshake handshake) {
        Host host = new Host(this, channel, handshake);
        hosts.add(host);
        return host;
    }

    /** Hands the invitation {@code code} to the other side of {@code host}, if that is still there. */
    public void give(Host host, String code) {
        if (trying.filter(host::equals).isPresent()) {
            host.give(code);
        }
    }

    /** No invitation can be made, because of {@code why}; it stays open. */
    public void fail(Host host, String why) {
        if (trying.filter(host::equals).isPresent()) {
            host.refuse(Reason.FAILED, "knows the code, but " + why);
        }
    }

    /** Ends it as {@code how}, unless it is over, and tells whoever is there. */
    public void end(State how) {
        if (state == State.OPEN && how != State.OPEN) {
            state = how;
            tell(how == State.CANCELLED ? Reason.CANCELLED : how == State.EXPIRED ? Reason.EXPIRED : Reason.OVER);
            owner.changed();
        }
    }

    private void tell(Reason reason) {
        for (Host host : List.copyOf(hosts)) {
            host.refuse(reason, "was told that it is over");
        }
    }

    /** Why {@code host} may not try now, if so; else nobody else may until it is gone. */
    Optional<Reason> begins(Host host) {
        if (state != State.OPEN) {
            return Optional.of(Reason.OVER);
        }
        if (trying.isPresent()) {
            return Optional.of(Reason.BUSY);
        }
        trying = Optional.of(host);
        return Optional.empty();
    }

    PasswordExchange exchange(Bytes handshakeHash) {
        return exchanges.respond(digits, handshakeHash, seeds.get());
    }

    void convinced(Host host) {
        owner.convinced(host);
    }

    /** What {@code host} brought was a guess, and is not the code. Who said it is told by its host. */
    void guessed(Host host) {
        if (state != State.OPEN) {
            return;
        }
        triesLeft--;
        if (triesLeft == 0) {
            hosts.remove(host);
            end(State.SPENT);
        }
        owner.changed();
    }

    /** Who knocked at {@code host} has its invitation, and its host ends. */
    void used(Host host) {
        hosts.remove(host);
        end(State.USED);
    }

    /** {@code host} is over. */
    void left(Host host, String reason) {
        hosts.remove(host);
        if (trying.filter(host::equals).isPresent()) {
            trying = Optional.empty();
            last = Optional.of(host.remote() + " " + reason);
        }
        owner.changed();
    }
}
