package echo.pipeline.control;

import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.feed.Extent;
import echo.api.model.PersistentMap;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who belongs to a party and which feeds are theirs, as the control messages known so far have it. Immutable.
 *
 * @param genesis the credential that began the party; empty before it is known
 * @param name the party's name, for people
 * @param cuts how far forked feeds count: up to where their branches part
 */
public record PartyState(
        Optional<Credential> genesis,
        String name,
        PersistentMap<MemberKey, Membership> members,
        PersistentMap<DeviceKey, Device> devices,
        PersistentMap<FeedKey, Feed> feeds,
        PersistentMap<InvitationKey, Invitation> invitations,
        PersistentMap<FeedKey, Extent> cuts) {
    /** Before genesis is known. */
    public static final PartyState EMPTY = new PartyState(
            Optional.empty(),
            "",
            PersistentMap.empty(),
            PersistentMap.empty(),
            PersistentMap.empty(),
            PersistentMap.empty(),
            PersistentMap.empty());

    /**
     * A member.
     *
     * @param seniority 0 for the founder, then in the order of admission
     * @param credential what made it one: the genesis, or an admission
     * @param sponsor the device that admitted it; empty for the founder
     * @param invitation the invitation it used, if any
     */
    public record Membership(
            Role role,
            int seniority,
            Credential credential,
            Optional<DeviceKey> sponsor,
            Optional<InvitationKey> invitation) {}

    /** A device of {@code member}, known to sessions by {@code exchange}. */
    public record Device(MemberKey member, ExchangeKey exchange, Credential credential) {}

    /**
     * A feed that {@code device} of {@code member} writes.
     *
     * @param ordinal 0 for the first feed of the party, then in the order of admission
     */
    public record Feed(DeviceKey device, MemberKey member, FeedKind kind, int ordinal, Credential credential) {}

    /**
     * An invitation that was issued.
     *
     * @param usesLeft members that it may still admit
     */
    public record Invitation(Role role, long expiresMs, int usesLeft, DeviceKey issuer, Credential credential) {
        Invitation used() {
            return new Invitation(role, expiresMs, usesLeft - 1, issuer, credential);
        }
    }

    /** Before genesis is known, but with what is known of forks from elsewhere. */
    public static PartyState knowing(PersistentMap<FeedKey, Extent> cuts) {
        return new PartyState(
                EMPTY.genesis, EMPTY.name, EMPTY.members, EMPTY.devices, EMPTY.feeds, EMPTY.invitations, cuts);
    }

    PartyState begun(Credential by, String called) {
        return new PartyState(Optional.of(by), called, members, devices, feeds, invitations, cuts);
    }

    PartyState with(MemberKey key, Membership member) {
        return new PartyState(genesis, name, members.with(key, member), devices, feeds, invitations, cuts);
    }

    PartyState with(DeviceKey key, Device device) {
        return new PartyState(genesis, name, members, devices.with(key, device), feeds, invitations, cuts);
    }

    PartyState with(FeedKey key, Feed feed) {
        return new PartyState(genesis, name, members, devices, feeds.with(key, feed), invitations, cuts);
    }

    PartyState with(InvitationKey key, Invitation invitation) {
        return new PartyState(genesis, name, members, devices, feeds, invitations.with(key, invitation), cuts);
    }

    PartyState cut(FeedKey feed, Extent common) {
        return new PartyState(genesis, name, members, devices, feeds, invitations, cuts.with(feed, common));
    }

    /** The feed's entry if it is admitted as one of {@code kind}. */
    public Optional<Feed> feed(FeedKey feed, FeedKind kind) {
        return feeds.get(feed).filter(entry -> entry.kind() == kind);
    }

    /** Whether the member whose feed this is may write data. */
    public boolean mayWrite(Feed feed) {
        return members.get(feed.member())
                .map(Membership::role)
                .filter(role -> role == Role.ADMIN || role == Role.WRITER)
                .isPresent();
    }

    /** The role of the member whose device this is. */
    public Optional<Role> role(DeviceKey device) {
        return devices.get(device).flatMap(entry -> members.get(entry.member())).map(Membership::role);
    }

    /** The device that has {@code exchange} as its session key. */
    public Optional<DeviceKey> deviceWith(ExchangeKey exchange) {
        for (Map.Entry<DeviceKey, Device> entry : devices) {
            if (entry.getValue().exchange().equals(exchange)) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    /**
     * The credentials that prove, to someone who knows the party's key alone, that {@code device} belongs: from genesis down,
     * each after those that it rests on. They also admit the founder's control feed, with which a newcomer begins to read.
     */
    public List<Credential> proof(DeviceKey device) {
        Set<Credential> chain = new LinkedHashSet<>();
        addProof(device, chain);
        genesisFeed().flatMap(feeds::get).ifPresent(feed -> {
            addProof(feed.device(), chain);
            chain.add(feed.credential());
        });
        return new ArrayList<>(chain);
    }

    /**
     * The founder's control feed, which genesis opens: the first one that was admitted. A member that repeats genesis before a
     * feed of its own begins nothing.
     */
    public Optional<FeedKey> genesisFeed() {
        for (Map.Entry<FeedKey, Feed> entry : feeds) {
            if (entry.getValue().ordinal() == 0) {
                return begins(entry.getValue()) ? Optional.of(entry.getKey()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean begins(Feed first) {
        return first.kind() == FeedKind.CONTROL
                && members.get(first.member())
                        .filter(member -> member.seniority() == 0)
                        .isPresent();
    }

    private void addProof(DeviceKey device, Set<Credential> chain) {
        devices.get(device).filter(entry -> !chain.contains(entry.credential())).ifPresent(entry -> {
            members.get(entry.member()).ifPresent(member -> addProof(member, chain));
            chain.add(entry.credential());
        });
    }

    private void addProof(Membership member, Set<Credential> chain) {
        member.sponsor().ifPresent(sponsor -> addProof(sponsor, chain));
        member.invitation().flatMap(invitations::get).ifPresent(invitation -> {
            addProof(invitation.issuer(), chain);
            chain.add(invitation.credential());
        });
        chain.add(member.credential());
    }
}
