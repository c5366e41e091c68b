package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.Hash;
import echo.api.InvitationKey;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.crypto.Handshake;
import echo.api.party.Party;
import echo.api.party.Role;
import echo.api.party.ShortCode;
import echo.api.party.ShortCode.State;
import echo.api.party.ShortCodes;
import echo.api.transport.Address;
import echo.api.transport.ChannelHandler;
import echo.node.rendezvous.Digits;
import echo.node.rendezvous.Host;
import echo.node.rendezvous.Rendezvous;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The short codes of a node: the one that it gave out last, and those with which it joins. What they hand over is an ordinary
 * invitation, made once the other side has shown that it knows the digits, and taken back if it is not handed over.
 *
 * <p>Any thread; the work is done on a loop of its own, since an exchange takes long for one step of a loop.
 */
final class NodeShortCodes implements ShortCodes {
    /** So long an invitation is valid at least: who was in time with the digits is to be in time with it. */
    private static final long GRACE_MS = 30_000;

    private final Ports ports;
    private final Loop loop;
    private final Node node;
    private final Set<ShortCodeJoin> joins = new LinkedHashSet<>();
    private Optional<Waiting> waiting = Optional.empty();
    private volatile Optional<ShortCode> last = Optional.empty();
    private boolean closed;

    /** What the node lends. Any thread. */
    interface Node {
        Optional<Party> party(PartyKey key);

        /** Whether this node's member is an admin of {@code party}. */
        boolean isAdmin(Party party);

        /** Where the node listens. */
        List<Address> addresses();

        /** Dials {@code address}; the handler hears on any thread what comes of it. */
        void dial(Address address, ChannelHandler handler);

        CompletionStage<Party> join(InvitationCode code);

        /** Gives up joining with {@code code}, because of {@code reason}. */
        void giveUp(InvitationCode code, EchoException reason);
    }

    NodeShortCodes(Ports ports, Node node) {
        this.ports = ports;
        this.node = node;
        this.loop = ports.loops().apply("short-codes");
    }

    @Override
    public CompletionStage<ShortCode> invite(PartyKey party, Role role, long validMs) {
        CompletableFuture<ShortCode> given = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                given.complete(open(party, role, validMs));
            } catch (EchoException e) {
                given.completeExceptionally(e);
            }
        });
        return given;
    }

    private ShortCode open(PartyKey key, Role role, long validMs) {
        if (validMs < Limits.SHORT_CODE_LEAST_MS || validMs > Limits.SHORT_CODE_MOST_MS) {
            throw new EchoException(
                    Kind.USAGE,
                    "a short code is valid for 1 s to a day, not " + validMs + " ms; use a long one instead");
        }
        Party party = node.party(key)
                .orElseThrow(() -> new EchoException(Kind.USAGE, "this node is not in party " + key.shortHex()));
        if (!node.isAdmin(party)) {
            throw new EchoException(Kind.REFUSED, "only an admin of the party can invite");
        }
        if (closed) {
            throw stopped();
        }
        if (node.addresses().isEmpty()) {
            throw new EchoException(
                    Kind.UNAVAILABLE,
                    "this node listens nowhere, so nobody could come; start it with --listen HOST:PORT");
        }
        last.filter(ShortCode::isOpen).ifPresent(open -> {
            throw new EchoException(
                    Kind.USAGE,
                    "this node waits for somebody with a short code already, for party "
                            + open.party().shortHex() + "; take that back first, or use a long one");
        });
        Waiting opened = new Waiting(party, role, validMs);
        waiting = Optional.of(opened);
        opened.changed();
        loop.after(validMs, () -> opened.rendezvous.end(State.EXPIRED));
        return last.orElseThrow();
    }

    @Override
    public Optional<ShortCode> last() {
        return last;
    }

    @Override
    public CompletionStage<Boolean> cancel() {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        loop.execute(() -> {
            boolean open = last.filter(ShortCode::isOpen).isPresent();
            waiting.ifPresent(it -> it.rendezvous.end(State.CANCELLED));
            cancelled.complete(open);
        });
        return cancelled;
    }

    @Override
    public CompletionStage<Party> join(Address address, String digits) {
        Optional<String> six = Digits.in(digits);
        if (six.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new EchoException(Kind.USAGE, "a short code is six digits; write them as 123-456"));
        }
        ShortCodeJoin join = new ShortCodeJoin(ports, loop, node, address);
        loop.execute(() -> {
            if (closed) {
                join.fail(stopped());
            } else {
                joins.add(join);
                join.begin(six.get());
            }
        });
        var unused = join.joined().whenComplete((party, failure) -> loop.execute(() -> joins.remove(join)));
        return join.joined();
    }

    /** The handler of a channel on which somebody says that it has a short code, if one is open. */
    Optional<ChannelHandler> handler() {
        return last.filter(ShortCode::isOpen)
                .map(it -> new RendezvousHandler(
                        loop,
                        channel -> waiting.orElseThrow().rendezvous.knock(channel, handshake(ports, false)),
                        reason -> {}));
    }

    /** A handshake in which neither side shows who it is: both keys are fresh. Whom the other side has before it, the digits tell. */
    static Handshake handshake(Ports ports, boolean initiates) {
        Bytes secret = ports.entropy().next(Hash.SIZE);
        Bytes ephemeral = ports.entropy().next(Hash.SIZE);
        return initiates
                ? ports.crypto().handshakes().initiate(Rendezvous.PREAMBLE, secret, ephemeral)
                : ports.crypto().handshakes().respond(Rendezvous.PREAMBLE, secret, ephemeral);
    }

    static EchoException stopped() {
        return new EchoException(Kind.UNAVAILABLE, "the node has stopped");
    }

    /** Ends all; complete when that is done. */
    CompletionStage<Boolean> close() {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        loop.execute(() -> {
            closed = true;
            waiting.ifPresent(it -> it.rendezvous.end(State.CANCELLED));
            List.copyOf(joins).forEach(join -> join.fail(stopped()));
            done.complete(true);
            loop.close();
        });
        return done;
    }

    /** The code that was given out last. */
    private final class Waiting implements Rendezvous.Owner {
        private final Party party;
        private final Role role;
        private final long expiresMs;
        private final long overMs;
        private final String digits = Digits.draw(ports.entropy()::next);
        private final List<Address> addresses = node.addresses();
        private final Rendezvous rendezvous = new Rendezvous(
                digits, ports.crypto().passwords(), () -> ports.entropy().next(Hash.SIZE), this);
        private Optional<CompletionStage<String>> making = Optional.empty();
        private Optional<String> code = Optional.empty();

        Waiting(Party party, Role role, long validMs) {
            this.party = party;
            this.role = role;
            this.expiresMs = loop.wallMs() + validMs;
            this.overMs = loop.nowMs() + validMs;
        }

        /** Who knew the digits and broke off before it had the invitation gets the same one when it comes again. */
        @Override
        public void convinced(Host host) {
            long validMs = Math.max(GRACE_MS, overMs - loop.nowMs());
            CompletionStage<String> stage = making.orElseGet(() -> party.invite(role, validMs));
            making = Optional.of(stage);
            var unused = stage.whenComplete((made, failure) -> loop.execute(() -> {
                if (failure != null) {
                    making = Optional.empty();
                    rendezvous.fail(host, String.valueOf(failure.getMessage()));
                } else {
                    code = Optional.of(made);
                    rendezvous.give(host, made);
                    changed();
                }
            }));
        }

        @Override
        public void changed() {
            State state = rendezvous.state();
            if (waiting.filter(this::equals).isPresent()) {
                int left = rendezvous.triesLeft();
                last = Optional.of(
                        new ShortCode(party.key(), role, digits, addresses, expiresMs, left, state, rendezvous.last()));
            }
            if (state != State.OPEN && state != State.USED) {
                code.ifPresent(this::withdraw);
                code = Optional.empty();
            }
        }

        /** It was not handed over, as far as is known here: what is over lets nobody in. */
        private void withdraw(String text) {
            InvitationKey key = new InvitationKey(InvitationCode.parse(text)
                    .key(ports.crypto().signatures())
                    .orElseThrow()
                    .publicKey());
            var unused = party.roster().withdraw(key); // it may be used by now, and who came by it stays
        }
    }
}
