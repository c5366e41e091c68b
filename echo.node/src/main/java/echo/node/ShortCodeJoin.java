package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.Hash;
import echo.api.party.Party;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.node.rendezvous.Guest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One join with a short code: dials once, gets the invitation, and joins with it. If what waits for it is cancelled it is given up,
 * wherever it is.
 *
 * <p>On the loop of the short codes, but for what says otherwise.
 */
final class ShortCodeJoin implements Guest.Outcome {
    private final Ports ports;
    private final Loop loop;
    private final NodeShortCodes.Node node;
    private final Address address;
    private final CompletableFuture<Party> joined = new CompletableFuture<>();
    private Optional<Guest> guest = Optional.empty();
    private Optional<InvitationCode> invitation = Optional.empty();

    ShortCodeJoin(Ports ports, Loop loop, NodeShortCodes.Node node, Address address) {
        this.ports = ports;
        this.loop = loop;
        this.node = node;
        this.address = address;
        var unused = joined.whenComplete((party, failure) -> {
            if (joined.isCancelled()) {
                loop.execute(this::cancelled);
            }
        });
    }

    /** Complete once this node is admitted. Any thread. */
    CompletableFuture<Party> joined() {
        return joined;
    }

    void begin(String digits) {
        Guest.Key key = new Guest.Key(
                digits, ports.crypto().passwords(), ports.entropy().next(Hash.SIZE));
        node.dial(
                address,
                new RendezvousHandler(
                        loop, channel -> guest(key, channel), reason -> fail(new EchoException(Kind.NETWORK, reason))));
    }

    private Guest guest(Guest.Key key, Channel channel) {
        Guest knocking = new Guest(key, channel, NodeShortCodes.handshake(ports, true), this);
        guest = Optional.of(knocking);
        if (joined.isDone()) {
            knocking.cancel();
        }
        return knocking;
    }

    @Override
    public void invited(String text) {
        InvitationCode code;
        try {
            code = reachable(InvitationCode.parse(text));
        } catch (EchoException e) {
            fail(new EchoException(Kind.REFUSED, "the other side handed over what is no invitation", e));
            return;
        }
        invitation = Optional.of(code);
        if (!joined.isDone()) {
            node.join(code).whenComplete((party, failure) -> {
                if (failure == null) {
                    joined.complete(party);
                } else {
                    joined.completeExceptionally(failure.getCause() == null ? failure : failure.getCause());
                }
            });
        }
    }

    /** With the address at which the inviter was really reached, before those at which it thinks that it is. */
    private InvitationCode reachable(InvitationCode code) {
        List<Address> addresses = new ArrayList<>(List.of(address));
        code.addresses().stream().filter(it -> !it.equals(address)).forEach(addresses::add);
        try {
            return new InvitationCode(code.party(), code.secret(), addresses);
        } catch (EchoException e) {
            return code; // there is no room for one more
        }
    }

    @Override
    public void failed(EchoException reason) {
        fail(reason);
    }

    /** Nothing comes of it; no effect once something has. */
    void fail(EchoException reason) {
        joined.completeExceptionally(reason);
        guest.ifPresent(Guest::cancel);
    }

    private void cancelled() {
        guest.ifPresent(Guest::cancel);
        invitation.ifPresent(code -> node.giveUp(code, new EchoException(Kind.REFUSED, "the join was cancelled")));
    }
}
