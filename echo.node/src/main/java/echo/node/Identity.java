package echo.node;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.crypto.Handshake;
import echo.api.crypto.KeyWrap;
import echo.api.crypto.Sealing;
import echo.api.crypto.SigningKey;
import echo.codec.ContentKeys;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Statement;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.WrappedKey;
import echo.pipeline.Author;
import echo.pipeline.seal.KeyRing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Who this node is: a member's device. Holds the keys and makes what they sign. Any thread. */
final class Identity {
    private static final Bytes UNREADABLE = Bytes.owning(new byte[KeyWrap.SIZE]);

    private final Ports ports;
    private final SigningKey memberKey;
    private final SigningKey deviceKey;
    private final Bytes exchangeSecret;

    Identity(Ports ports) {
        this.ports = ports;
        this.memberKey = signingKey("member/1");
        this.deviceKey = signingKey("device/1");
        this.exchangeSecret = ports.vault().secret("exchange/1");
    }

    MemberKey member() {
        return new MemberKey(memberKey.publicKey());
    }

    DeviceKey device() {
        return new DeviceKey(deviceKey.publicKey());
    }

    ExchangeKey exchange() {
        return new ExchangeKey(ports.crypto().handshakes().publicKey(exchangeSecret));
    }

    /** The keys of the two feeds that this device writes in {@code party}. */
    Author author(PartyKey party) {
        return author(party, 0);
    }

    /** The same after so many data feeds that were forked. */
    Author author(PartyKey party, int forked) {
        String name = party.bytes().toHex() + "/";
        return new Author(signingKey("feed/control/" + name + 1), signingKey("feed/data/" + name + (forked + 1)));
    }

    /** The data feed of {@code author}, which is this device, certified by it. */
    Credential dataFeed(PartyKey party, Author author) {
        return feed(party, author.data(), FeedKind.DATA);
    }

    /** A handshake about {@code party}. */
    Handshake handshake(PartyKey party, boolean initiates) {
        Bytes prologue = Preamble.of(ports.crypto().handshakes().discoveryId(party));
        Bytes ephemeral = ports.entropy().next(Hash.SIZE);
        return initiates
                ? ports.crypto().handshakes().initiate(prologue, exchangeSecret, ephemeral)
                : ports.crypto().handshakes().respond(prologue, exchangeSecret, ephemeral);
    }

    /** What begins a party: signed by its key, which is then forgotten. */
    List<Credential> genesis(SigningKey partyKey, String name) {
        PartyKey party = new PartyKey(partyKey.publicKey());
        Credential genesis = CredentialCodec.sign(party, partyKey, new Statement.Genesis(member(), name));
        List<Credential> own = own(party);
        Bytes key = ports.entropy().next(Sealing.KEY_SIZE);
        Credential grant = grant(
                party,
                List.of(new KeyCare.Gift(
                        device(), exchange(), Collections.singletonMap(ContentKeys.id(party, key), key))));
        return List.of(genesis, own.get(0), own.get(1), own.get(2), grant);
    }

    /** This device, certified by its member, and its two feeds, certified by the device. */
    List<Credential> own(PartyKey party) {
        Author author = author(party);
        Signature possession = deviceKey.sign(CredentialCodec.devicePossession(party, member(), exchange()));
        return List.of(
                CredentialCodec.sign(
                        party, memberKey, new Statement.AdmitDevice(member(), device(), exchange(), possession)),
                feed(party, author.control(), FeedKind.CONTROL),
                feed(party, author.data(), FeedKind.DATA));
    }

    /** An empty ring for the keys that this device is given. */
    KeyRing ring(PartyKey party) {
        return KeyRing.of(party, new KeyRing.Owner(ports.crypto().sealing(), device(), exchangeSecret));
    }

    /** Gives what {@code gifts} say. A device with which no secret can be shared gets what it cannot read. */
    Credential grant(PartyKey party, List<KeyCare.Gift> gifts) {
        ExchangeKey exchange = exchange();
        List<WrappedKey> wrapped = new ArrayList<>();
        for (KeyCare.Gift gift : gifts) {
            Optional<KeyWrap> wrap = ports.crypto()
                    .sealing()
                    .between(exchangeSecret, gift.exchange().bytes());
            gift.keys().forEach((id, key) -> {
                Bytes context = ContentKeys.grant(party, id, exchange, gift.device());
                wrapped.add(new WrappedKey(
                        id, gift.device(), wrap.map(it -> it.wrap(context, key)).orElse(UNREADABLE)));
            });
        }
        Collections.sort(wrapped);
        return statement(party, new Statement.KeyGrant(exchange, wrapped));
    }

    /** With what this member asks to be let in where its key is known. */
    SigningKey memberKey() {
        return memberKey;
    }

    /** A statement of this device. */
    Credential statement(PartyKey party, Statement statement) {
        return CredentialCodec.sign(party, deviceKey, statement);
    }

    private Credential feed(PartyKey party, SigningKey key, FeedKind kind) {
        Signature possession = key.sign(CredentialCodec.feedPossession(party, device(), kind));
        return CredentialCodec.sign(
                party, deviceKey, new Statement.AdmitFeed(device(), new FeedKey(key.publicKey()), kind, possession));
    }

    private SigningKey signingKey(String label) {
        return ports.crypto().signatures().signingKey(ports.vault().secret(label));
    }
}
