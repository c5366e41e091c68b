package echo.bench.node;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.crypto.ContentCipher;
import echo.api.crypto.ContentKeyId;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.api.value.Value;
import echo.codec.ContentKeys;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Decoded;
import echo.codec.Links;
import echo.codec.Message;
import echo.codec.Message.Header;
import echo.codec.MessageCodec;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import echo.codec.Statement;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import echo.crypto.AesGcmSealing;
import echo.crypto.Ed25519SignatureScheme;
import echo.crypto.noise.NoiseHandshakes;
import echo.crypto.vault.FileKeyVault;
import echo.crypto.vault.KeyCustody;
import echo.crypto.vault.KeyPlaces;
import echo.model.object.format.MutationFormat;
import echo.model.object.state.Change;
import echo.storage.file.FileStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Devices by the thousand, of the member whose node's data folder this is: their feeds are put into its store while it is
 * stopped, as if they had come from peers. Each device creates an item and then changes it, in one run.
 */
public final class ManyDevices {
    private static final ModelId OBJECT = ModelId.of(ObjectItem.TYPE, "1.1.0");
    private static final int RUN = 1_000;
    private static final Bytes NONCE = Bytes.owning(new byte[Operation.NONCE_SIZE]);

    /** Two for each device: it, and its data feed. */
    private static final int DEVICES_IN_A_MESSAGE = CredentialCodec.MAX_CREDENTIALS / 2;

    private final Ed25519SignatureScheme scheme = new Ed25519SignatureScheme();
    private final PartyKey party;
    private final FeedStore store;
    private final SigningKey member;
    private final SigningKey control;
    private final SigningKey device;
    private final Bytes exchange;

    private ManyDevices(PartyKey party, FeedStore store, FileKeyVault vault) {
        this.party = party;
        this.store = store;
        this.member = scheme.signingKey(vault.secret("member/1"));
        this.device = scheme.signingKey(vault.secret("device/1"));
        this.exchange = vault.secret("exchange/1");
        this.control =
                scheme.signingKey(vault.secret("feed/control/" + party.bytes().toHex() + "/1"));
    }

    /** Adds {@code devices} to {@code party} in the folder {@code data}, each with a feed of {@code blocks} blocks, for anybody to read. */
    public static void add(Path data, PartyKey party, int devices, int blocks) {
        add(data, party, devices, blocks, Optional.empty());
    }

    /** The same, sealed with {@code key}, which the member's device is given. */
    public static void addSealed(Path data, PartyKey party, int devices, int blocks, Bytes key) {
        add(data, party, devices, blocks, Optional.of(key));
    }

    private static void add(Path data, PartyKey party, int devices, int blocks, Optional<Bytes> key) {
        try (FileKeyVault vault = new FileKeyVault(new KeyCustody(KeyPlaces.in(data.resolve("keys"))));
                FileStorage storage = BenchNode.storage(data);
                FeedStore store = storage.open(party)) {
            ManyDevices many = new ManyDevices(party, store, vault);
            key.ifPresent(many::grant);
            many.add(devices, blocks, new Bodies(party, key));
            store.force();
        }
    }

    /** What bodies are sealed with, if they are. */
    private record Bodies(PartyKey party, Optional<Bytes> key, Optional<ContentCipher> cipher) {
        Bodies(PartyKey party, Optional<Bytes> key) {
            this(party, key, key.map(new AesGcmSealing()::cipher));
        }

        Message message(FeedKey feed, long index, Header header, Bytes body) {
            return cipher.map(it -> new Message(
                            header,
                            key.map(secret -> ContentKeys.id(party, secret)),
                            it.seal(ContentKeys.body(party, feed, index), body)))
                    .orElseGet(() -> new Message(header, body));
        }
    }

    private void grant(Bytes secret) {
        ContentKeyId id = ContentKeys.id(party, secret);
        ExchangeKey own = new ExchangeKey(new NoiseHandshakes().publicKey(exchange));
        DeviceKey to = new DeviceKey(device.publicKey());
        Bytes wrapped = new AesGcmSealing()
                .between(exchange, own.bytes())
                .orElseThrow()
                .wrap(ContentKeys.grant(party, id, own, to), secret);
        Statement.KeyGrant grant = new Statement.KeyGrant(own, List.of(new Statement.WrappedKey(id, to, wrapped)));
        state(List.of(CredentialCodec.sign(party, device, grant)));
    }

    private void add(int devices, int blocks, Bodies sealing) {
        List<Credential> credentials = new ArrayList<>();
        for (int i = 0; i < devices; i++) {
            SigningKey feed = key("feed", i);
            credentials.addAll(admission(key("device", i), feed));
            append(feed, bodies(new FeedKey(feed.publicKey()), blocks), sealing);
            if (credentials.size() == 2 * DEVICES_IN_A_MESSAGE || i == devices - 1) {
                state(credentials);
                credentials.clear();
            }
        }
    }

    private void append(SigningKey feed, List<Bytes> bodies, Bodies sealing) {
        Extent end = Extent.EMPTY;
        for (int from = 0; from < bodies.size(); from += RUN) {
            Run run = run(feed, end, from + 1, bodies.subList(from, Math.min(bodies.size(), from + RUN)), sealing);
            store.append(run);
            end = run.head().extent();
        }
    }

    private SigningKey key(String kind, int number) {
        return scheme.signingKey(
                Hash.of(Bytes.concat(party.bytes(), Bytes.utf8(kind + number))).bytes());
    }

    private List<Credential> admission(SigningKey deviceKey, SigningKey feedKey) {
        MemberKey of = new MemberKey(member.publicKey());
        DeviceKey device = new DeviceKey(deviceKey.publicKey());
        ExchangeKey exchange = new ExchangeKey(Hash.of(device.bytes()).bytes());
        Bytes shown = CredentialCodec.devicePossession(party, of, exchange);
        Bytes written = CredentialCodec.feedPossession(party, device, FeedKind.DATA);
        FeedKey feed = new FeedKey(feedKey.publicKey());
        return List.of(
                CredentialCodec.sign(
                        party, member, new Statement.AdmitDevice(of, device, exchange, deviceKey.sign(shown))),
                CredentialCodec.sign(
                        party, deviceKey, new Statement.AdmitFeed(device, feed, FeedKind.DATA, feedKey.sign(written))));
    }

    private void state(List<Credential> credentials) {
        Extent end = store.extent(new FeedKey(control.publicKey()));
        Run last = store.read(new FeedKey(control.publicKey()), end.length() - 1, 1)
                .orElseThrow();
        Bytes newest = last.payloads().get(last.payloads().size() - 1);
        if (!(MessageCodec.decode(newest) instanceof Decoded.Valid<Message> message)) {
            throw new IllegalStateException("the control feed holds what is no message");
        }
        long lamport = message.value().header().lamport() + 1;
        Bodies open = new Bodies(party, Optional.empty());
        store.append(run(control, end, lamport, List.of(CredentialCodec.encode(credentials)), open));
    }

    private List<Bytes> bodies(FeedKey feed, int blocks) {
        List<Bytes> bodies = new ArrayList<>();
        bodies.add(OperationCodec.encode(List.of(new Operation.Create(NONCE, OBJECT, ItemId.ROOT))));
        ItemId item = ItemId.of(feed, NONCE);
        for (int i = 1; i < blocks; i++) {
            Bytes change = MutationFormat.write(List.of(new Change.Set(List.of("n"), Value.of("x".repeat(40) + i))));
            bodies.add(OperationCodec.encode(List.of(new Operation.Mutate(item, change))));
        }
        return bodies;
    }

    /** {@code bodies} as messages that depend on nothing but their feed. */
    private Run run(SigningKey key, Extent end, long firstLamport, List<Bytes> bodies, Bodies sealing) {
        FeedKey feed = new FeedKey(key.publicKey());
        List<Bytes> payloads = new ArrayList<>();
        Extent after = end;
        for (Bytes body : bodies) {
            Optional<PartyKey> begins = after.length() == 0 ? Optional.of(party) : Optional.empty();
            long lamport = firstLamport + payloads.size();
            Header header = new Header(begins, List.of(), List.of(), List.of(), lamport, 0);
            Bytes payload = MessageCodec.encode(sealing.message(feed, after.length(), header, body));
            payloads.add(payload);
            after = Links.append(feed, after, payload);
        }
        return new Run(end.length(), payloads, new Head(feed, after, key.sign(Links.headBytes(feed, after))));
    }
}
