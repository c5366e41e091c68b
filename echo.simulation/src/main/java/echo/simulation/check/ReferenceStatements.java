package echo.simulation.check;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.VerifyingKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.party.Member;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Decoded;
import echo.codec.Statement;
import echo.codec.Statement.AdmitDevice;
import echo.codec.Statement.AdmitFeed;
import echo.codec.Statement.AdmitMember;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.Genesis;
import echo.codec.Statement.Invite;
import echo.codec.Statement.RemoveMember;
import echo.codec.Statement.RetireDevice;
import echo.codec.StatementCodec;
import echo.simulation.check.ReadMessages.Entry;
import echo.simulation.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Control messages, read one after the other, where it is given which removals and retirements stand. Roles are for ever here: no world
 * changes them. It takes from the code that it checks the codec alone.
 */
final class ReferenceStatements {
    private final PartyKey party;
    private final World world;
    private final Set<Revocation> standing;
    private final Set<Revocation> found = new TreeSet<>();
    private final Map<MemberKey, Role> members = new LinkedHashMap<>();
    private final Map<MemberKey, Integer> seniority = new TreeMap<>();
    private final Map<DeviceKey, MemberKey> devices = new TreeMap<>();
    private final Map<DeviceKey, MemberKey> ever = new TreeMap<>();
    private final List<ExchangeKey> exchanges = new ArrayList<>();
    private final Map<FeedKey, AdmitFeed> feeds = new TreeMap<>();
    private final Map<FeedKey, Boolean> written = new TreeMap<>();
    private final Map<InvitationKey, Invite> invitations = new TreeMap<>();
    private final Map<InvitationKey, Integer> uses = new TreeMap<>();

    /**
     * A removal or a retirement.
     *
     * @param place names the statement: its feed, block and number
     */
    record Revocation(String place, int seniority, FeedKey feed, long block, VerifyingKey subject, Timeframe cut)
            implements Comparable<Revocation> {
        @Override
        public int compareTo(Revocation other) {
            return place.compareTo(other.place);
        }

        long end(FeedKey of) {
            return of.equals(feed) ? block + 1 : cut.extent(of).length();
        }
    }

    ReferenceStatements(PartyKey party, World world, Set<Revocation> standing) {
        this.party = party;
        this.world = world;
        this.standing = standing;
    }

    /** Those that were for their issuers to say. */
    Set<Revocation> found() {
        return found;
    }

    void read(Entry entry) {
        AdmitFeed feed = feeds.get(entry.feed());
        long block = entry.end().length() - 1;
        boolean heard = ever.isEmpty() || (feed != null && feed.kind() == FeedKind.CONTROL && !isLeftOut(feed, block));
        if (heard && CredentialCodec.decode(entry.message().body()) instanceof Decoded.Valid<List<Credential>> valid) {
            int number = 0;
            for (Credential credential : valid.value()) {
                if (StatementCodec.decode(credential.statement()) instanceof Decoded.Valid<Statement> statement) {
                    take(
                            entry,
                            entry.feed().bytes().toHex() + "/" + block + "/" + number,
                            credential,
                            statement.value());
                }
                number++;
            }
        }
    }

    private boolean isLeftOut(AdmitFeed feed, long block) {
        return standing.stream().filter(it -> concerns(it, feed)).anyMatch(it -> block >= it.end(feed.feed()));
    }

    private boolean concerns(Revocation revocation, AdmitFeed feed) {
        return revocation.subject().equals(feed.device())
                || revocation.subject().equals(ever.get(feed.device()));
    }

    private void take(Entry entry, String place, Credential credential, Statement statement) {
        Bytes issuer = credential.issuer();
        if (statement instanceof Genesis genesis) {
            if (members.isEmpty() && issuer.equals(party.bytes()) && isSigned(credential, party)) {
                admit(genesis.member(), Role.ADMIN);
            }
        } else if (statement instanceof AdmitMember admit) {
            if (isByAdmin(entry, credential) && !members.containsKey(admit.member()) && mayUse(admit)) {
                admit(admit.member(), admit.role());
                admit.invitation().ifPresent(key -> uses.merge(key, 1, Integer::sum));
            }
        } else if (statement instanceof AdmitDevice admit) {
            boolean own = issuer.equals(admit.member().bytes()) && members.containsKey(admit.member());
            Bytes possession = CredentialCodec.devicePossession(party, admit.member(), admit.exchange());
            if (own
                    && !exchanges.contains(admit.exchange())
                    && isSigned(credential, admit.member())
                    && world.verifies(admit.device(), possession, admit.possession())
                    && devices.putIfAbsent(admit.device(), admit.member()) == null) {
                exchanges.add(admit.exchange());
                ever.put(admit.device(), admit.member());
            }
        } else if (statement instanceof AdmitFeed admit) {
            boolean own = issuer.equals(admit.device().bytes()) && devices.containsKey(admit.device());
            Bytes possession = CredentialCodec.feedPossession(party, admit.device(), admit.kind());
            if (own
                    && isSigned(credential, admit.device())
                    && world.verifies(admit.feed(), possession, admit.possession())) {
                feeds.putIfAbsent(admit.feed(), admit);
                written.putIfAbsent(admit.feed(), writes(admit.device()));
            }
        } else if (statement instanceof Invite invite) {
            if (isByAdmin(entry, credential)) {
                invitations.putIfAbsent(invite.invitation(), invite);
            }
        } else if (statement instanceof RemoveMember removal) {
            if (members.containsKey(removal.member()) && mayRevoke(entry, credential, removal.member())) {
                revoke(entry, place, credential, removal.member(), removal.cut());
            }
        } else if (statement instanceof RetireDevice retirement) {
            MemberKey member = devices.get(retirement.device());
            if (member != null && mayRevoke(entry, credential, member)) {
                revoke(entry, place, credential, retirement.device(), retirement.cut());
            }
        }
    }

    private void admit(MemberKey member, Role role) {
        seniority.put(member, seniority.size());
        members.put(member, role);
    }

    private void revoke(Entry entry, String place, Credential credential, VerifyingKey subject, Timeframe cut) {
        int rank = Optional.ofNullable(devices.get(new DeviceKey(credential.issuer())))
                .map(seniority::get)
                .orElseThrow();
        Map<DeviceKey, MemberKey> left = new TreeMap<>(devices);
        left.entrySet()
                .removeIf(it -> it.getKey().equals(subject) || it.getValue().equals(subject));
        if (left.values().stream().noneMatch(member -> members.get(member) == Role.ADMIN)) {
            return;
        }
        Revocation revocation =
                new Revocation(place, rank, entry.feed(), entry.end().length() - 1, subject, cut);
        found.add(revocation);
        if (standing.contains(revocation)) {
            devices.keySet().retainAll(left.keySet());
            members.keySet().removeIf(subject::equals);
        }
    }

    /** Whether the invitation that {@code admit} names, if any, lets somebody in as this once more. */
    private boolean mayUse(AdmitMember admit) {
        return admit.invitation()
                .map(key -> {
                    Invite invite = invitations.get(key);
                    return invite != null && invite.role() == admit.role() && uses.getOrDefault(key, 0) < invite.uses();
                })
                .orElse(true);
    }

    private boolean mayRevoke(Entry entry, Credential credential, MemberKey concerned) {
        DeviceKey device = new DeviceKey(credential.issuer());
        boolean own = concerned.equals(devices.get(device)) && isOwn(entry, device) && isSigned(credential, device);
        return own || isByAdmin(entry, credential);
    }

    private boolean isByAdmin(Entry entry, Credential credential) {
        DeviceKey device = new DeviceKey(credential.issuer());
        MemberKey member = devices.get(device);
        return member != null
                && members.get(member) == Role.ADMIN
                && isOwn(entry, device)
                && isSigned(credential, device);
    }

    private boolean isOwn(Entry entry, DeviceKey device) {
        AdmitFeed feed = feeds.get(entry.feed());
        return feed != null && feed.device().equals(device);
    }

    private boolean isSigned(Credential credential, VerifyingKey by) {
        Bytes signed = CredentialCodec.signedBytes(party, credential.issuer(), credential.statement());
        return world.verifies(by, signed, credential.signature());
    }

    /** The members, seniors first. */
    List<Member> members() {
        return members.entrySet().stream()
                .map(entry -> new Member(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** Whether the first {@code length} blocks of {@code feed} may be shown: data of a member that writes, or wrote until then. */
    boolean mayShow(FeedKey feed, long length) {
        AdmitFeed admit = feeds.get(feed);
        return admit != null
                && admit.kind() == FeedKind.DATA
                && written.getOrDefault(feed, false)
                && !isLeftOut(admit, length - 1);
    }

    /** How far {@code feed}, a control feed or not, counts for who depends on it, if not whole. */
    Optional<Extent> end(FeedKey feed, boolean control) {
        AdmitFeed admit = feeds.get(feed);
        if (control) {
            return Optional.empty();
        }
        if (admit == null || !written.getOrDefault(feed, false)) {
            return Optional.of(Extent.EMPTY);
        }
        return standing.stream()
                .filter(it -> concerns(it, admit))
                .map(it -> it.cut().extent(feed))
                .min(Comparator.comparingLong(Extent::length));
    }

    private boolean writes(DeviceKey device) {
        Role role = members.getOrDefault(devices.get(device), Role.READER);
        return role == Role.ADMIN || role == Role.WRITER;
    }
}
