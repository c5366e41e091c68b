package echo.simulation.pipeline;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.crypto.SigningKey;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Statement;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import echo.codec.StatementCodec;
import echo.pipeline.Author;
import echo.simulation.crypto.KeyedHashSignatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who plays in a test: a party's key and people with one device each, and the credentials that they can write. */
final class Cast {
    final KeyedHashSignatures signatures;
    final SigningKey partyKey;

    Cast() {
        this(new KeyedHashSignatures(), "party");
    }

    Cast(KeyedHashSignatures signatures, String party) {
        this.signatures = signatures;
        this.partyKey = key(party);
    }

    PartyKey party() {
        return new PartyKey(partyKey.publicKey());
    }

    SigningKey key(String name) {
        return signatures.signingKey(Bytes.utf8(name));
    }

    /** Someone with a device and its two feeds. */
    record Person(String name, SigningKey member, SigningKey device, Author author) {
        MemberKey memberKey() {
            return new MemberKey(member.publicKey());
        }

        DeviceKey deviceKey() {
            return new DeviceKey(device.publicKey());
        }

        ExchangeKey exchange() {
            return new ExchangeKey(Hash.of(Bytes.utf8(name)).bytes());
        }

        FeedKey control() {
            return author.controlFeed();
        }

        FeedKey data() {
            return author.dataFeed();
        }
    }

    Person person(String name) {
        return new Person(
                name,
                key(name + "/member"),
                key(name + "/device"),
                new Author(key(name + "/control"), key(name + "/data")));
    }

    /** People named a, b, c …, so chosen that their data feeds' keys ascend. */
    List<Person> people(int count) {
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(person(Character.toString('a' + i)));
        }
        people.sort((one, two) -> one.data().compareTo(two.data()));
        return people;
    }

    Credential sign(SigningKey issuer, Statement statement) {
        Bytes encoded = StatementCodec.encode(statement);
        Bytes signed = CredentialCodec.signedBytes(party(), issuer.publicKey(), encoded);
        return new Credential(issuer.publicKey(), encoded, issuer.sign(signed));
    }

    /** What begins the party. */
    List<Credential> genesis(Person founder) {
        return concat(List.of(sign(partyKey, new Statement.Genesis(founder.memberKey(), "the party"))), own(founder));
    }

    /** The person's device and its feeds. */
    List<Credential> own(Person person) {
        return List.of(
                device(person),
                feed(person, person.author().control(), FeedKind.CONTROL),
                feed(person, person.author().data(), FeedKind.DATA));
    }

    Credential device(Person person) {
        Signature possession =
                person.device().sign(CredentialCodec.devicePossession(party(), person.memberKey(), person.exchange()));
        return sign(
                person.member(),
                new Statement.AdmitDevice(person.memberKey(), person.deviceKey(), person.exchange(), possession));
    }

    Credential feed(Person person, SigningKey feed, FeedKind kind) {
        Signature possession = feed.sign(CredentialCodec.feedPossession(party(), person.deviceKey(), kind));
        return sign(
                person.device(),
                new Statement.AdmitFeed(person.deviceKey(), new FeedKey(feed.publicKey()), kind, possession));
    }

    Credential member(Person admin, Person newcomer, Role role, Optional<String> invitation) {
        return sign(
                admin.device(),
                new Statement.AdmitMember(newcomer.memberKey(), role, invitation.map(this::invitation)));
    }

    /** All that makes {@code newcomer} a member with a device and feeds. */
    List<Credential> admission(Person admin, Person newcomer, Role role) {
        return concat(List.of(member(admin, newcomer, role, Optional.empty())), own(newcomer));
    }

    InvitationKey invitation(String name) {
        return new InvitationKey(key("invitation " + name).publicKey());
    }

    Credential invite(Person admin, String name, int uses) {
        return sign(admin.device(), new Statement.Invite(invitation(name), Role.WRITER, 0, uses));
    }

    static <T> List<T> concat(List<T> one, List<T> two) {
        List<T> both = new ArrayList<>(one);
        both.addAll(two);
        return both;
    }
}
