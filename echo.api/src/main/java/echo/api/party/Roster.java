package echo.api.party;

import echo.api.DeviceKey;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.feed.Timeframe;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who belongs to a party, and what may be changed about it. What somebody who loses a right wrote until then, as far as this node
 * knows, stays; what it writes later, or wrote and this node has not heard of, counts on no peer, and is undone where it was applied.
 * Which of several changes that were made at the same time stand follows from rules, alike on every peer (docs/parties.md).
 *
 * <p>Any thread. Stages are complete, with the control timeframe that tells of the change, once it is durable here and in effect. They
 * fail with kind {@code REFUSED} where the change is not for this node's member to make, or is void since another one came before, with
 * {@code USAGE} where there is no such member or device, and as {@link Receipt#durable} otherwise.
 */
@ProviderType
public interface Roster {
    /** The members, seniors first. */
    List<Member> members();

    /** Their devices, by key. */
    List<Device> devices();

    /** The invitations that can still be used, by key; also those whose time is over, which their inviter's node alone can tell. */
    List<Invitation> invitations();

    /** Takes an invitation back: whoever was let in by it stays, and nobody else is. For admins. */
    CompletionStage<Timeframe> withdraw(InvitationKey invitation);

    /**
     * Who asks this node to be admitted and is no member, in the order in which they came: the last 64 since it was started. An admin's
     * node has such requests, and each of its own.
     */
    List<Request> requests();

    /** Admits {@code member}, who asks here, elsewhere, or will, as {@code role}. For admins. */
    CompletionStage<Timeframe> accept(MemberKey member, Role role);

    /**
     * Refuses {@code member}, who asks, for as long as this node runs; other admins' nodes are not told.
     *
     * @throws echo.api.EchoException of kind {@code USAGE} if it does not ask here
     */
    void refuse(MemberKey member);

    /** What was laid down for all. */
    Policy policy();

    /** Lays down something else. For admins. What was so until then stays so: who was admitted, and what it reads. */
    CompletionStage<Timeframe> setPolicy(Policy policy);

    /** How {@code member}, who may have gone since, wants to be shown, if it has said so. */
    Optional<Profile> profile(MemberKey member);

    /** Says how this node's member wants to be shown. */
    CompletionStage<Timeframe> setProfile(Profile profile);

    /** Gives {@code member} another role. For admins. */
    CompletionStage<Timeframe> setRole(MemberKey member, Role role);

    /**
     * Makes {@code member} no member any more, with all its devices. For admins, and for the member itself, which leaves. The last
     * admin cannot go.
     */
    CompletionStage<Timeframe> remove(MemberKey member);

    /** Takes one device from its member, as {@link #remove}. For the member, and for admins. */
    CompletionStage<Timeframe> retire(DeviceKey device);
}
