package echo.simulation.pipeline;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.crypto.ContentKeyId;
import echo.api.crypto.Sealing;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.party.Role;
import echo.codec.ContentKeys;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Statement;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.WrappedKey;
import echo.crypto.AesGcmSealing;
import echo.pipeline.Author;
import echo.pipeline.seal.KeyRing;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.crypto.SmallGroupAgreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who plays in a small world: a party's key and people with one device each, and the credentials that they can write. */
public final class Cast {
    private static final SmallGroupAgreement AGREEMENT = new SmallGroupAgreement();
    private static final Sealing SEALING = new AesGcmSealing(AGREEMENT);

    private final SignatureScheme signatures;
    private final SigningKey partyKey;

    /** The cast of a party under signatures of its own, which are fast. */
    public Cast() {
        this(new KeyedHashSignatures(), "party");
    }

    /** The cast of a party whose key grows from its name. */
    public Cast(SignatureScheme signatures, String party) {
        this.signatures = signatures;
        this.partyKey = key(party);
    }

    public SignatureScheme signatures() {
        return signatures;
    }

    public SigningKey partyKey() {
        return partyKey;
    }

    public PartyKey party() {
        return new PartyKey(partyKey.publicKey());
    }

    public SigningKey key(String name) {
        return signatures.signingKey(Hash.of(Bytes.utf8(name)).bytes());
    }

    /** Someone with a device and its two feeds. */
    public record Person(String name, SigningKey member, SigningKey device, Author author) {
        public MemberKey memberKey() {
            return new MemberKey(member.publicKey());
        }

        public DeviceKey deviceKey() {
            return new DeviceKey(device.publicKey());
        }

        public ExchangeKey exchange() {
            return new ExchangeKey(Bytes.owning(AGREEMENT.publicKey(secret().toByteArray())));
        }

        private Bytes secret() {
            return Hash.of(Bytes.utf8(name)).bytes();
        }

        /** Who keeps the content keys that are given to the device. */
        public KeyRing.Owner owner() {
            return new KeyRing.Owner(SEALING, deviceKey(), secret());
        }

        public FeedKey control() {
            return author.controlFeed();
        }

        public FeedKey data() {
            return author.dataFeed();
        }
    }

    public Person person(String name) {
        return new Person(
                name,
                key(name + "/member"),
                key(name + "/device"),
                new Author(key(name + "/control"), key(name + "/data")));
    }

    /** People named a, b, c …, so chosen that their data feeds' keys ascend. */
    public List<Person> people(int count) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(person(Character.toString('a' + i)));
        }
        people.sort((one, two) -> one.data().compareTo(two.data()));
        return people;
    }

    public Credential sign(SigningKey issuer, Statement statement) {
        return CredentialCodec.sign(party(), issuer, statement);
    }

    /** What begins the party. */
    public List<Credential> genesis(Person founder) {
        return concat(List.of(sign(partyKey, new Statement.Genesis(founder.memberKey(), "the party"))), own(founder));
    }

    /** The person's device and its feeds. */
    public List<Credential> own(Person person) {
        return List.of(
                device(person),
                feed(person, person.author().control(), FeedKind.CONTROL),
                feed(person, person.author().data(), FeedKind.DATA));
    }

    /** The content key that grows from a name. */
    public static Bytes contentKey(String name) {
        return Hash.of(Bytes.utf8("content key " + name)).bytes();
    }

    /** Gives the content key that grows from {@code name} to {@code readers}. */
    public Credential grant(Person giver, String name, List<Person> readers) {
        return grant(giver, ContentKeys.id(party(), contentKey(name)), contentKey(name), readers);
    }

    /** Gives {@code secret}, as the key of which {@code id} is the name, to {@code readers}. */
    public Credential grant(Person giver, ContentKeyId id, Bytes secret, List<Person> readers) {
        List<WrappedKey> keys = readers.stream()
                .map(reader -> new WrappedKey(
                        id,
                        reader.deviceKey(),
                        SEALING.between(giver.secret(), reader.exchange().bytes())
                                .orElseThrow()
                                .wrap(ContentKeys.grant(party(), id, giver.exchange(), reader.deviceKey()), secret)))
                .sorted()
                .toList();
        return sign(giver.device(), new Statement.KeyGrant(giver.exchange(), keys));
    }

    public Credential device(Person person) {
        Signature possession =
                person.device().sign(CredentialCodec.devicePossession(party(), person.memberKey(), person.exchange()));
        return sign(
                person.member(),
                new Statement.AdmitDevice(person.memberKey(), person.deviceKey(), person.exchange(), possession));
    }

    public Credential feed(Person person, SigningKey feed, FeedKind kind) {
        Signature possession = feed.sign(CredentialCodec.feedPossession(party(), person.deviceKey(), kind));
        return sign(
                person.device(),
                new Statement.AdmitFeed(person.deviceKey(), new FeedKey(feed.publicKey()), kind, possession));
    }

    public Credential member(Person admin, Person newcomer, Role role, Optional<String> invitation) {
        return sign(
                admin.device(),
                new Statement.AdmitMember(newcomer.memberKey(), role, invitation.map(this::invitation)));
    }

    /** All that makes {@code newcomer} a member with a device and feeds. */
    public List<Credential> admission(Person admin, Person newcomer, Role role) {
        return concat(List.of(member(admin, newcomer, role, Optional.empty())), own(newcomer));
    }

    public InvitationKey invitation(String name) {
        return new InvitationKey(key("invitation " + name).publicKey());
    }

    public Credential invite(Person admin, String name, int uses) {
        return sign(admin.device(), new Statement.Invite(invitation(name), Role.WRITER, 0, uses));
    }

    /** A removal of {@code member} that leaves in so many blocks of the feeds named, whatever is in them. */
    public Credential removal(Person issuer, Person member, Map<FeedKey, Integer> cut) {
        return sign(issuer.device(), new Statement.RemoveMember(member.memberKey(), timeframe(cut)));
    }

    public Credential role(Person issuer, Person member, Role role, Map<FeedKey, Integer> cut) {
        return sign(issuer.device(), new Statement.SetRole(member.memberKey(), role, timeframe(cut)));
    }

    public Credential retirement(Person issuer, Person whose, Map<FeedKey, Integer> cut) {
        return sign(issuer.device(), new Statement.RetireDevice(whose.deviceKey(), timeframe(cut)));
    }

    private static Timeframe timeframe(Map<FeedKey, Integer> lengths) {
        Timeframe timeframe = Timeframe.EMPTY;
        for (Map.Entry<FeedKey, Integer> entry : lengths.entrySet()) {
            Hash link =
                    entry.getValue() == 0 ? Hash.ZERO : Hash.of(entry.getKey().bytes());
            timeframe = timeframe.with(entry.getKey(), new Extent(entry.getValue(), link));
        }
        return timeframe;
    }

    public static <T> List<T> concat(List<T> one, List<T> two) {
        List<T> both = new ArrayList<>(one);
        both.addAll(two);
        return both;
    }
}
