package echo.simulation.check;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.VerifyingKey;
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
import echo.codec.StatementCodec;
import echo.simulation.check.ReadMessages.Entry;
import echo.simulation.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who belongs to a party, computed as docs/parties.md says it: all control messages, sorted, one statement after the other. It
 * takes from the code that it checks the codec alone.
 */
final class ReferenceParty {
    private final PartyKey party;
    private final World world;
    private final Map<MemberKey, Role> members = new LinkedHashMap<>();
    private final Map<DeviceKey, MemberKey> devices = new TreeMap<>();
    private final List<ExchangeKey> exchanges = new ArrayList<>();
    private final Map<FeedKey, AdmitFeed> feeds = new TreeMap<>();
    private final Map<InvitationKey, Invite> invitations = new TreeMap<>();
    private final Map<InvitationKey, Integer> uses = new TreeMap<>();

    ReferenceParty(PartyKey party, World world) {
        this.party = party;
        this.world = world;
    }

    /** Reads the control messages that {@code known} covers. */
    void fold(ReadMessages messages, Timeframe known) {
        List<Entry> sorted = new ArrayList<>();
        known.extents().forEach((feed, extent) -> {
            List<Entry> entries = messages.of(feed);
            sorted.addAll(entries.subList(0, (int) Math.min(entries.size(), extent.length())));
        });
        sorted.sort(ReferenceFold.ORDER);
        sorted.forEach(this::read);
    }

    private void read(Entry entry) {
        AdmitFeed feed = feeds.get(entry.feed());
        boolean heard = members.isEmpty() || (feed != null && feed.kind() == FeedKind.CONTROL);
        if (heard && CredentialCodec.decode(entry.message().body()) instanceof Decoded.Valid<List<Credential>> valid) {
            for (Credential credential : valid.value()) {
                if (StatementCodec.decode(credential.statement()) instanceof Decoded.Valid<Statement> statement) {
                    take(credential, statement.value());
                }
            }
        }
    }

    private void take(Credential credential, Statement statement) {
        Bytes issuer = credential.issuer();
        if (statement instanceof Genesis genesis) {
            if (members.isEmpty() && issuer.equals(party.bytes()) && isSigned(credential, party)) {
                members.put(genesis.member(), Role.ADMIN);
            }
        } else if (statement instanceof AdmitMember admit) {
            if (isByAdmin(credential) && !members.containsKey(admit.member()) && mayUse(admit)) {
                members.put(admit.member(), admit.role());
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
            }
        } else if (statement instanceof AdmitFeed admit) {
            boolean own = issuer.equals(admit.device().bytes()) && devices.containsKey(admit.device());
            Bytes possession = CredentialCodec.feedPossession(party, admit.device(), admit.kind());
            if (own
                    && isSigned(credential, admit.device())
                    && world.verifies(admit.feed(), possession, admit.possession())) {
                feeds.putIfAbsent(admit.feed(), admit);
            }
        } else if (statement instanceof Invite invite && isByAdmin(credential)) {
            invitations.putIfAbsent(invite.invitation(), invite);
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

    private boolean isByAdmin(Credential credential) {
        DeviceKey device = new DeviceKey(credential.issuer());
        MemberKey member = devices.get(device);
        return member != null && members.get(member) == Role.ADMIN && isSigned(credential, device);
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

    /** Whether {@code feed} holds data of a member that writes. */
    boolean mayWrite(FeedKey feed) {
        AdmitFeed admit = feeds.get(feed);
        Role role = admit == null || admit.kind() != FeedKind.DATA ? Role.READER : roleOf(admit.device());
        return role == Role.ADMIN || role == Role.WRITER;
    }

    private Role roleOf(DeviceKey device) {
        return members.getOrDefault(devices.get(device), Role.READER);
    }
}
