package echo.pipeline.control;

import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.crypto.ContentKeyId;
import echo.api.model.PersistentMap;
import echo.api.party.Policy;
import echo.api.party.Profile;
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
import java.util.function.Predicate;

/**
 * Who belongs to a party and which feeds are theirs, as the control messages known so far have it. Immutable.
 *
 * @param genesis the credential that began the party; empty before it is known
 * @param opening the founder's control feed, once it is known
 * @param name the party's name, for people
 * @param feeds all that somebody was admitted to write, also of those who are no members any more
 * @param cuts how far feeds count that do not count whole
 * @param keys what bodies are sealed with, and who has it
 * @param terms what was laid down besides
 */
public record PartyState(
        Optional<Credential> genesis,
        Optional<Opening> opening,
        String name,
        People people,
        PersistentMap<FeedKey, Feed> feeds,
        PersistentMap<InvitationKey, Invitation> invitations,
        Cuts cuts,
        KeyBook keys,
        Terms terms) {
    /** Before genesis is known. */
    public static final PartyState EMPTY = new PartyState(
            Optional.empty(),
            Optional.empty(),
            "",
            People.NOBODY,
            PersistentMap.empty(),
            PersistentMap.empty(),
            Cuts.NONE,
            KeyBook.EMPTY,
            Terms.DEFAULT);

    /**
     * Where the party begins.
     *
     * @param grounds the credentials that admit the feed, from genesis down
     */
    public record Opening(FeedKey feed, List<Credential> grounds) {}

    /**
     * A member.
     *
     * @param seniority 0 for the founder, then in the order of admission
     * @param since where it was admitted
     * @param roleSince where its role was given
     * @param admission the credentials that prove that it was admitted, from genesis down, each after those that it rests on
     * @param grounds the same with those that prove its role, if that was changed
     * @param devices its devices, those that were retired included
     * @param feeds what its devices write
     */
    public record Membership(
            Role role,
            int seniority,
            Position since,
            Position roleSince,
            List<Credential> admission,
            List<Credential> grounds,
            List<DeviceKey> devices,
            List<FeedKey> feeds) {
        static Membership admitted(Role role, int seniority, Position since, List<Credential> admission) {
            return new Membership(role, seniority, since, since, admission, admission, List.of(), List.of());
        }

        /** Whether it may write data. */
        public boolean writes() {
            return role == Role.ADMIN || role == Role.WRITER;
        }

        Membership with(DeviceKey device) {
            return new Membership(
                    role, seniority, since, roleSince, admission, grounds, longer(devices, device), feeds);
        }

        Membership with(FeedKey feed) {
            return new Membership(role, seniority, since, roleSince, admission, grounds, devices, longer(feeds, feed));
        }

        Membership as(Role next, Position from, List<Credential> why) {
            return new Membership(next, seniority, since, from, admission, why, devices, feeds);
        }
    }

    private static <T> List<T> longer(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }

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
     * @param grounds the credentials that prove it, from genesis down
     */
    public record Invitation(Role role, long expiresMs, int usesLeft, DeviceKey issuer, List<Credential> grounds) {
        Invitation withdrawn() {
            return new Invitation(role, expiresMs, 0, issuer, grounds);
        }

        Invitation used() {
            return new Invitation(role, expiresMs, usesLeft - 1, issuer, grounds);
        }
    }

    /** Before genesis is known, but with what is known of forks from elsewhere. */
    static PartyState knowing(Cuts cuts) {
        return EMPTY.with(cuts.proven());
    }

    PartyState begun(Credential by, String called) {
        return new PartyState(Optional.of(by), opening, called, people, feeds, invitations, cuts, keys, terms);
    }

    PartyState with(People now) {
        return new PartyState(genesis, opening, name, now, feeds, invitations, cuts, keys, terms);
    }

    PartyState with(Cuts now) {
        return new PartyState(genesis, opening, name, people, feeds, invitations, now, keys, terms);
    }

    PartyState with(KeyBook now) {
        return new PartyState(genesis, opening, name, people, feeds, invitations, cuts, now, terms);
    }

    PartyState with(Terms now) {
        return new PartyState(genesis, opening, name, people, feeds, invitations, cuts, keys, now);
    }

    PartyState with(FeedKey key, Feed feed) {
        Optional<Opening> first = feeds.isEmpty() ? opens(key, feed) : opening;
        People writing = people.with(feed.member(), key);
        return new PartyState(
                genesis, first, name, writing, feeds.with(key, feed), invitations, cuts.whole(key), keys, terms);
    }

    private Optional<Opening> opens(FeedKey key, Feed first) {
        boolean founders = first.kind() == FeedKind.CONTROL
                && members()
                        .get(first.member())
                        .filter(it -> it.seniority() == 0)
                        .isPresent();
        return founders
                ? Optional.of(new Opening(key, longer(grounds(first.device()), first.credential())))
                : Optional.empty();
    }

    PartyState with(InvitationKey key, Invitation invitation) {
        return new PartyState(
                genesis, opening, name, people, feeds, invitations.with(key, invitation), cuts, keys, terms);
    }

    public PersistentMap<MemberKey, Membership> members() {
        return people.members();
    }

    public PersistentMap<DeviceKey, Device> devices() {
        return people.devices();
    }

    /** Whose device has {@code exchange} as its session key, if it was one of the party's and is no more. */
    public Optional<MemberKey> formerly(ExchangeKey exchange) {
        return people.former().get(exchange.bytes());
    }

    /** Whether {@code member} was one and was removed. */
    public boolean isRemoved(MemberKey member) {
        return people.removed().containsKey(member);
    }

    /** The feed's entry if it is admitted as one of {@code kind}. */
    public Optional<Feed> feed(FeedKey feed, FeedKind kind) {
        return feeds.get(feed).filter(entry -> entry.kind() == kind);
    }

    /** Of which kind {@code feed} is, if anybody has named it: also if it counts for nothing. */
    public Optional<FeedKind> kind(FeedKey feed) {
        if (isStray(feed)) {
            return Optional.of(FeedKind.CONTROL);
        }
        return feeds.get(feed)
                .map(Feed::kind)
                .or(() -> cuts.data().containsKey(feed) ? Optional.of(FeedKind.DATA) : Optional.empty());
    }

    /** Whether {@code feed} is a control feed that only void admissions name. What it says is void, and may matter in a dispute. */
    public boolean isStray(FeedKey feed) {
        return !feeds.containsKey(feed) && cuts.control().containsKey(feed);
    }

    /** The feeds that are read: those of members, and strays. */
    public List<FeedKey> taken() {
        List<FeedKey> taken = new ArrayList<>();
        feeds.forEach(entry -> taken.add(entry.getKey()));
        cuts.control().forEach(entry -> {
            if (isStray(entry.getKey())) {
                taken.add(entry.getKey());
            }
        });
        return taken;
    }

    /** Whether this data feed may grow: whether the member whose it is may write now. */
    public boolean mayGrow(Feed feed) {
        return people.devices().containsKey(feed.device())
                && members().get(feed.member()).filter(Membership::writes).isPresent();
    }

    /** Whether what data feed {@code feed} has in block {@code index} counts, as far as its writer is concerned. */
    public boolean counts(FeedKey feed, long index) {
        return cuts.data()
                .get(feed)
                .map(end -> index < end.length())
                .orElseGet(() -> feeds.get(feed).filter(this::mayGrow).isPresent());
    }

    /** The role of {@code member}, if it is one. */
    public Optional<Role> role(MemberKey member) {
        return members().get(member).map(Membership::role);
    }

    /** The role of the member whose device this is. */
    public Optional<Role> role(DeviceKey device) {
        return devices()
                .get(device)
                .flatMap(entry -> members().get(entry.member()))
                .map(Membership::role);
    }

    /** Whether {@code device} belongs to a member who may write data. */
    public boolean mayWrite(DeviceKey device) {
        return devices()
                .get(device)
                .flatMap(entry -> members().get(entry.member()))
                .filter(Membership::writes)
                .isPresent();
    }

    /** What was laid down for all. */
    public Policy policy() {
        return terms.policy();
    }

    /** How {@code member} wants to be shown, if it has said so. */
    public Optional<Profile> profile(MemberKey member) {
        return terms.profiles().get(member);
    }

    /** Whether {@code device} may be given {@code key}: it may read, and the key is new, or not from before its member came. */
    public boolean mayHave(DeviceKey device, ContentKeyId key) {
        Optional<Position> since = keys.entries().get(key).map(KeyBook.Entry::since);
        return mayRead(device)
                && since.map(at -> terms.mayRead(
                                devices().get(device).orElseThrow().member(), at))
                        .orElse(true);
    }

    /**
     * With which of the keys that {@code has} accepts something is to be sealed now: the newest that nobody has who may not read, and
     * all may have who do.
     */
    public Optional<ContentKeyId> current(Predicate<ContentKeyId> has) {
        return keys.newest(this::mayRead, key -> has.test(key) && isForAll(key));
    }

    private boolean isForAll(ContentKeyId key) {
        Position since = keys.entries().get(key).orElseThrow().since();
        for (Map.Entry<MemberKey, Optional<Position>> newcomer : terms.newcomers()) {
            if (members().containsKey(newcomer.getKey()) && !terms.mayRead(newcomer.getKey(), since)) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code device} belongs to a member who may read: to any but a relay. */
    public boolean mayRead(DeviceKey device) {
        return role(device).filter(role -> role != Role.RELAY).isPresent();
    }

    /** The device that has {@code exchange} as its session key. */
    public Optional<DeviceKey> deviceWith(ExchangeKey exchange) {
        return people.exchanges().get(exchange.bytes());
    }

    /** The credentials that prove what {@code device} may do, from genesis down; none for one that may do nothing. */
    List<Credential> grounds(DeviceKey device) {
        return devices()
                .get(device)
                .map(entry -> longer(members().get(entry.member()).orElseThrow().grounds(), entry.credential()))
                .orElse(List.of());
    }

    /**
     * The credentials that prove, to someone who knows the party's key alone, that {@code device} belongs: from genesis down,
     * each after those that it rests on. They also admit the founder's control feed, with which a newcomer begins to read.
     */
    public List<Credential> proof(DeviceKey device) {
        Set<Credential> chain = new LinkedHashSet<>(grounds(device));
        opening.map(Opening::grounds).ifPresent(chain::addAll);
        return new ArrayList<>(chain);
    }

    /**
     * The founder's control feed, which genesis opens: the first one that was admitted. A member that repeats genesis before a
     * feed of its own begins nothing.
     */
    public Optional<FeedKey> genesisFeed() {
        return opening.map(Opening::feed);
    }
}
