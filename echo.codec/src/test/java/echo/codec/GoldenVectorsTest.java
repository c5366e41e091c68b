package echo.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.InvitationKey;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Position;
import echo.api.Signature;
import echo.api.blob.Cid;
import echo.api.crypto.ContentKeyId;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.api.model.PersistentMap;
import echo.api.party.Link;
import echo.api.party.Policy;
import echo.api.party.Profile;
import echo.api.party.Role;
import echo.api.value.Value;
import echo.codec.ItemStateCodec.Form;
import echo.codec.ItemStateCodec.ItemState;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import echo.codec.Statement.AdmitDevice;
import echo.codec.Statement.AdmitFeed;
import echo.codec.Statement.AdmitMember;
import echo.codec.Statement.Branch;
import echo.codec.Statement.Equivocation;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.Genesis;
import echo.codec.Statement.Invite;
import echo.codec.Statement.KeyGrant;
import echo.codec.Statement.RemoveMember;
import echo.codec.Statement.RetireDevice;
import echo.codec.Statement.SetPolicy;
import echo.codec.Statement.SetProfile;
import echo.codec.Statement.SetRole;
import echo.codec.Statement.Withdraw;
import echo.codec.Statement.WrappedKey;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The formats, frozen: {@code vectors.properties} holds the bytes of fixed values. They may never change; a change is another
 * version of the format. Links and heads were computed apart from this code, from DESIGN §3.
 */
class GoldenVectorsTest {
    private static final PartyKey PARTY = new PartyKey(repeat(1, 32));
    private static final MemberKey MEMBER = new MemberKey(repeat(2, 32));
    private static final DeviceKey DEVICE = new DeviceKey(repeat(3, 32));
    private static final FeedKey FEED = new FeedKey(repeat(4, 32));
    private static final FeedKey OTHER = new FeedKey(repeat(5, 32));
    private static final InvitationKey INVITATION = new InvitationKey(repeat(6, 32));
    private static final ContentKeyId KEY = new ContentKeyId(repeat(14, 16));
    private static final ExchangeKey EXCHANGE = new ExchangeKey(repeat(7, 32));
    private static final Signature SIGNATURE = new Signature(repeat(8, 64));
    private static final ItemId ITEM = new ItemId(repeat(9, 16));

    private static final Rank RANK = new Rank(Bytes.hex("8001ff"));
    private static final Value.MapValue PROPERTIES = new Value.MapValue(new TreeMap<>(Map.of(
            "blob", Value.of(Bytes.hex("00ff")),
            "decimal", Value.of(new BigDecimal("-1.50")),
            "flag", Value.of(true),
            "int", Value.of(-7),
            "item", Value.of(ITEM),
            "list", Value.of(List.of(Value.NULL, Value.of(Map.of("", Value.of("Käse"))))),
            "real", Value.of(0.1),
            "time", Value.of(Instant.ofEpochSecond(-1, 999_999_999)))));

    private static Bytes repeat(int value, int size) {
        byte[] bytes = new byte[size];
        java.util.Arrays.fill(bytes, (byte) value);
        return Bytes.owning(bytes);
    }

    private static Map<String, Bytes> actual() {
        Map<String, Bytes> bytes = new TreeMap<>();
        links(bytes);
        messages(bytes);
        operations(bytes);
        statements(bytes);
        state(bytes);
        return bytes;
    }

    private static void links(Map<String, Bytes> bytes) {
        Extent one = Links.append(FEED, Extent.EMPTY, Bytes.utf8("hello"));
        Extent two = Links.append(FEED, one, Bytes.EMPTY);
        bytes.put("link.0", one.link().bytes());
        bytes.put("link.1", two.link().bytes());
        bytes.put("head.2", Links.headBytes(FEED, two));
    }

    private static void messages(Map<String, Bytes> bytes) {
        Extent extent = Links.append(FEED, Extent.EMPTY, Bytes.utf8("hello"));
        Header first = new Header(
                Optional.of(PARTY),
                List.of(FEED, OTHER),
                List.of(new Advance(0, 1, extent.link())),
                List.of(new Advance(1, 300, extent.link())),
                301,
                1_700_000_000_123L);
        Header next = new Header(Optional.empty(), List.of(), List.of(), List.of(), 302, -1);
        bytes.put("message.first", MessageCodec.encode(new Message(first, Bytes.utf8("body"))));
        bytes.put("message.next", MessageCodec.encode(new Message(next, Bytes.EMPTY)));
        bytes.put("message.sealed", MessageCodec.encode(new Message(next, Optional.of(KEY), Bytes.utf8("sealed"))));
        bytes.put("content.key", ContentKeys.id(PARTY, repeat(13, 32)).bytes());
        bytes.put("content.body", ContentKeys.body(PARTY, FEED, 300));
        bytes.put("content.grant", ContentKeys.grant(PARTY, KEY, EXCHANGE, DEVICE));
    }

    private static void operations(Map<String, Bytes> bytes) {
        Bytes nonce = Bytes.hex("0102030405060708");
        bytes.put("item.id", ItemId.of(FEED, nonce).bytes());
        bytes.put(
                "operations",
                OperationCodec.encode(List.of(
                        new Operation.Create(nonce, new ModelId("echo.object", 1, 2), ItemId.ROOT),
                        new Operation.Mutate(ITEM, Bytes.utf8("data")),
                        new Operation.Move(ITEM, ItemId.ROOT),
                        new Operation.Delete(ITEM),
                        new Operation.Restore(ITEM))));
        bytes.put(
                "operations.placed",
                OperationCodec.encode(List.of(
                        new Operation.Create(nonce, new ModelId("echo.object", 1, 2), ItemId.ROOT, RANK),
                        new Operation.Move(ITEM, ItemId.ROOT, RANK))));
        bytes.put(
                "operations.linked",
                OperationCodec.encode(List.of(
                        new Operation.Link(ITEM, "team.lead", ItemReference.to(ITEM), PROPERTIES),
                        new Operation.Link(ITEM, "likes", ItemReference.to(PARTY, ITEM), Value.MapValue.EMPTY),
                        new Operation.Unlink(ITEM, "likes", ItemReference.to(PARTY, ITEM)))));
    }

    private static void statements(Map<String, Bytes> bytes) {
        Bytes genesis = StatementCodec.encode(new Genesis(MEMBER, "Käse"));
        bytes.put("statement.genesis", genesis);
        bytes.put(
                "statement.member",
                StatementCodec.encode(new AdmitMember(MEMBER, Role.WRITER, Optional.of(INVITATION))));
        bytes.put("statement.device", StatementCodec.encode(new AdmitDevice(MEMBER, DEVICE, EXCHANGE, SIGNATURE)));
        bytes.put("statement.feed", StatementCodec.encode(new AdmitFeed(DEVICE, FEED, FeedKind.DATA, SIGNATURE)));
        bytes.put(
                "statement.invite", StatementCodec.encode(new Invite(INVITATION, Role.READER, 1_700_000_000_000L, 1)));
        bytes.put("statement.equivocation", StatementCodec.encode(equivocation()));
        Timeframe cut = Timeframe.EMPTY
                .with(FEED, new Extent(3, new Hash(repeat(12, 32))))
                .with(new FeedKey(repeat(5, 32)), new Extent(300, new Hash(repeat(11, 32))));
        bytes.put("statement.role", StatementCodec.encode(new SetRole(MEMBER, Role.READER, cut)));
        bytes.put("statement.removal", StatementCodec.encode(new RemoveMember(MEMBER, cut)));
        bytes.put("statement.retirement", StatementCodec.encode(new RetireDevice(DEVICE, Timeframe.EMPTY)));
        bytes.put(
                "statement.grant",
                StatementCodec.encode(new KeyGrant(
                        EXCHANGE,
                        List.of(
                                new WrappedKey(KEY, new DeviceKey(repeat(2, 32)), repeat(15, 48)),
                                new WrappedKey(KEY, DEVICE, repeat(16, 48))))));
        bytes.put("statement.withdrawal", StatementCodec.encode(new Withdraw(INVITATION)));
        bytes.put("statement.policy", StatementCodec.encode(new SetPolicy(new Policy(false, false))));
        bytes.put("statement.policy.default", StatementCodec.encode(new SetPolicy(Policy.DEFAULT)));
        bytes.put(
                "statement.profile",
                StatementCodec.encode(new SetProfile(
                        MEMBER, new Profile("Käse", Optional.of(new Cid(new Hash(repeat(17, 32))))))));
        bytes.put("credentials", CredentialCodec.encode(List.of(new Credential(PARTY.bytes(), genesis, SIGNATURE))));
        bytes.put("signed.credential", CredentialCodec.signedBytes(PARTY, MEMBER.bytes(), Bytes.utf8("statement")));
        bytes.put("signed.device", CredentialCodec.devicePossession(PARTY, MEMBER, EXCHANGE));
        bytes.put("signed.feed.control", CredentialCodec.feedPossession(PARTY, DEVICE, FeedKind.CONTROL));
        bytes.put("signed.feed.data", CredentialCodec.feedPossession(PARTY, DEVICE, FeedKind.DATA));
    }

    private static Equivocation equivocation() {
        Branch one = new Branch(List.of(new Hash(repeat(9, 32))), SIGNATURE);
        Branch other = new Branch(List.of(new Hash(repeat(10, 32)), new Hash(repeat(11, 32))), SIGNATURE);
        return new Equivocation(FEED, new Extent(3, new Hash(repeat(12, 32))), one, other);
    }

    private static void state(Map<String, Bytes> bytes) {
        Position position = new Position(258, FEED, 3);
        bytes.put("position", position.toBytes());
        bytes.put(
                "item.state",
                ItemStateCodec.encode(new ItemState(
                        ITEM,
                        new ModelId("echo.thread", 1, 0),
                        new Slot(ItemId.ROOT, Rank.MIDDLE, position),
                        true,
                        List.of(),
                        Form.STATE,
                        Bytes.utf8("s"))));
        bytes.put(
                "item.state.linked",
                ItemStateCodec.encode(new ItemState(
                        ITEM,
                        new ModelId("echo.thread", 1, 0),
                        new Slot(ItemId.ROOT, RANK, position),
                        false,
                        List.of(
                                new Link(ITEM, "likes", ItemReference.to(ITEM), Value.MapValue.EMPTY),
                                new Link(ITEM, "likes", ItemReference.to(PARTY, ITEM), PROPERTIES)),
                        Form.STATE,
                        Bytes.utf8("s"))));
        for (Form form : List.of(Form.RETOLD, Form.OPAQUE)) {
            bytes.put(
                    "item.state." + form.name().toLowerCase(Locale.ROOT),
                    ItemStateCodec.encode(new ItemState(
                            ITEM,
                            new ModelId("echo.thread", 1, 0),
                            new Slot(ItemId.ROOT, Rank.MIDDLE, position),
                            false,
                            List.of(),
                            form,
                            Bytes.utf8("m"))));
        }
        Mutation mutation = new Mutation(position, MEMBER, 77, Bytes.utf8("m"));
        bytes.put(
                "mutations",
                ItemStateCodec.mutations(
                        PersistentMap.<Position, Mutation>empty().with(position, mutation)));
    }

    @Test
    void everyFormatStillHasItsBytes() throws IOException {
        Properties frozen = new Properties();
        try (InputStream in = GoldenVectorsTest.class.getResourceAsStream("/vectors.properties")) {
            assertNotNull(in);
            frozen.load(in);
        }
        StringBuilder expected = new StringBuilder();
        new TreeMap<>(frozen)
                .forEach((name, hex) ->
                        expected.append(name).append('=').append(hex).append('\n'));
        StringBuilder actual = new StringBuilder();
        actual().forEach((name, bytes) ->
                actual.append(name).append('=').append(bytes.toHex()).append('\n'));
        assertEquals(expected.toString(), actual.toString());
    }
}
