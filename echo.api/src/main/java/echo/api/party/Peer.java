package echo.api.party;

import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.transport.Address;
import java.util.Optional;

/**
 * A connection, for one party, with another node.
 *
 * @param address the other end
 * @param dialled whether this node dialled it
 * @param party the party it is for, once known
 * @param member whose node it is, once membership is proved
 * @param state one word for people: {@code dialling}, {@code greeting}, {@code syncing}, {@code current}, or why it is down
 */
public record Peer(
        Address address, boolean dialled, Optional<PartyKey> party, Optional<MemberKey> member, String state) {}
