package echo.api.party;

import echo.api.DeviceKey;
import echo.api.ItemReference;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.transport.Address;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A running node: one device of one member, the parties that it shares, and its connections. The service that applications,
 * the shell and the inspector use.
 *
 * <p>Any thread. Stages complete exceptionally with {@link echo.api.EchoException} (within a {@link
 * java.util.concurrent.CompletionException} where {@link CompletionStage} says so); they run their continuations on a
 * thread of the node, so these must be short.
 */
@ProviderType
public interface Echo {
    /** Who this node's user is. */
    MemberKey member();

    /** Which device this node is. */
    DeviceKey device();

    /** Starts a party whose only member, an admin, is this node's. {@code name} is for people. */
    CompletionStage<Party> create(String name);

    /**
     * Joins a party with the code of an invitation; complete once this node is admitted. Fails with kind {@code USAGE} for a
     * malformed code, {@code REFUSED} for an unknown, used or expired one, {@code NETWORK} when the inviter cannot be reached. With a
     * code of {@link Party#where} it waits until an admin has decided, over restarts too. Where the stage's future is cancelled before
     * that, the node asks no more.
     */
    CompletionStage<Party> join(String code);

    /** What this node shares with its member's other devices. */
    Home home();

    /** Letting somebody in, and being let in, by six digits while both are there. */
    ShortCodes shortCodes();

    /** The parties of this node, in the order of their keys. */
    List<Party> parties();

    Optional<Party> party(PartyKey key);

    /**
     * The item that {@code reference} names, deleted ones included, when this node has its party open; nothing for a reference
     * that names no party (see {@link ItemReference#from}).
     */
    default Optional<Item> resolve(ItemReference reference) {
        return reference
                .party()
                .flatMap(this::party)
                .flatMap(party -> party.view().item(reference.item()));
    }

    /**
     * Accepts connections at {@code address}; the stage gives the address really bound.
     */
    CompletionStage<Address> listen(Address address);

    /** Keeps a connection to {@code address} for every party, dialling again whenever it breaks. */
    void connect(Address address);

    /** Gives up connections to {@code address} and dials it no more. */
    void disconnect(Address address);

    /** The peers that this node is or wants to be connected with. */
    List<Peer> peers();
}
