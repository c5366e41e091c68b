package echo.simulation.fuzz;

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
import echo.api.crypto.KeyWrap;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.api.party.Policy;
import echo.api.party.Profile;
import echo.api.party.Role;
import echo.api.value.Value;
import echo.codec.Credential;
import echo.codec.Message;
import echo.codec.MessageCodec;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import echo.codec.Rank;
import echo.codec.Statement;
import echo.codec.StatementCodec;
import echo.replication.Frame;
import echo.replication.FrameCodec;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Inputs to start from: a little of everything that ECHO itself writes. */
public final class Seeds {
    public static final PartyKey PARTY = new PartyKey(key(1));
    static final MemberKey MEMBER = new MemberKey(key(2));
    static final DeviceKey DEVICE = new DeviceKey(key(3));
    static final FeedKey FEED = new FeedKey(key(4));
    static final Extent EXTENT = new Extent(300, new Hash(key(5)));
    static final Signature SIGNATURE = new Signature(repeat(8, Signature.SIZE));
    static final ItemId ITEM = new ItemId(repeat(9, ItemId.SIZE));
    private static final InvitationKey INVITATION = new InvitationKey(key(6));

    private Seeds() {}

    static Bytes key(int name) {
        return repeat(name, 32);
    }

    static Bytes repeat(int value, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return Bytes.owning(bytes);
    }

    /** What a {@code @MethodSource} gives. */
    public static Stream<Arguments> of(Stream<Bytes> inputs) {
        return inputs.map(input -> Arguments.of((Object) input.toByteArray()));
    }

    static List<Frame> frames() {
        Head head = new Head(FEED, EXTENT, SIGNATURE);
        return List.of(
                new Frame.Greeting(Bytes.utf8("proof")),
                new Frame.JoinRequest(INVITATION, SIGNATURE, MEMBER, Bytes.utf8("credentials")),
                new Frame.JoinReply(Optional.empty()),
                new Frame.JoinReply(Optional.of("why not")),
                new Frame.JoinReply(Optional.of("x".repeat(199) + "🧀")),
                new Frame.Farewell("why"),
                new Frame.Offer(Timeframe.EMPTY.with(FEED, EXTENT)),
                new Frame.Want(FEED, 298, 65_536),
                new Frame.Blocks(FEED, Optional.of(new Run(298, List.of(Bytes.utf8("a"), Bytes.EMPTY), head))),
                new Frame.Blocks(FEED, Optional.empty()));
    }

    static List<Message> messages() {
        Message.Advance data = new Message.Advance(0, 300, EXTENT.link());
        Message.Advance control = new Message.Advance(1, 2, EXTENT.link());
        return List.of(
                new Message(new Message.Header(Optional.of(PARTY), List.of(), List.of(), List.of(), 1, 0), Bytes.EMPTY),
                new Message(
                        new Message.Header(
                                Optional.empty(),
                                List.of(FEED, new FeedKey(key(7))),
                                List.of(data),
                                List.of(control),
                                301,
                                1_700_000_000_000L),
                        OperationCodec.encode(operations())));
    }

    static List<Operation> operations() {
        ItemReference far = ItemReference.to(PARTY, ITEM);
        return List.of(
                new Operation.Create(repeat(7, 8), new ModelId("echo.object", 1, 0), ItemId.ROOT, Rank.MIDDLE),
                new Operation.Mutate(ITEM, Bytes.utf8("data")),
                new Operation.Move(ITEM, ItemId.ROOT, new Rank(Bytes.hex("8001"))),
                new Operation.Link(ITEM, "cites", far, properties()),
                new Operation.Unlink(ITEM, "cites", ItemReference.to(ITEM)),
                new Operation.Delete(ITEM),
                new Operation.Restore(ITEM));
    }

    static Value.MapValue properties() {
        TreeMap<String, Value> entries = new TreeMap<>();
        entries.put("blob", Value.of(Bytes.hex("00ff")));
        entries.put("decimal", Value.of(new BigDecimal("-1.50")));
        entries.put("flag", Value.of(true));
        entries.put("int", Value.of(-7));
        entries.put("item", Value.of(ITEM));
        entries.put("list", Value.of(List.of(Value.NULL, Value.of(1.5))));
        entries.put("map", new Value.MapValue(new TreeMap<>()));
        entries.put("text", Value.of("Käse 🧀"));
        entries.put("time", Value.of(Instant.ofEpochSecond(-5, 7)));
        return new Value.MapValue(entries);
    }

    static List<Statement> statements() {
        Statement.Branch one = new Statement.Branch(List.of(Hash.of(Bytes.EMPTY)), SIGNATURE);
        Statement.Branch other = new Statement.Branch(List.of(Hash.of(key(1)), Hash.of(key(2))), SIGNATURE);
        return List.of(
                new Statement.Genesis(MEMBER, "Käse 🧀"),
                new Statement.AdmitMember(MEMBER, Role.WRITER, Optional.of(INVITATION)),
                new Statement.AdmitMember(MEMBER, Role.RELAY, Optional.empty()),
                new Statement.AdmitDevice(MEMBER, DEVICE, new Statement.ExchangeKey(key(10)), SIGNATURE),
                new Statement.AdmitFeed(DEVICE, FEED, Statement.FeedKind.CONTROL, SIGNATURE),
                new Statement.Invite(INVITATION, Role.READER, 1_700_000_000_000L, 3),
                new Statement.SetRole(MEMBER, Role.WRITER, Timeframe.EMPTY),
                new Statement.RemoveMember(MEMBER, Timeframe.EMPTY.with(FEED, EXTENT)),
                new Statement.RetireDevice(DEVICE, Timeframe.EMPTY.with(FEED, EXTENT)),
                new Statement.Withdraw(INVITATION),
                new Statement.SetPolicy(new Policy(false, true)),
                new Statement.SetProfile(MEMBER, new Profile("Käse", Optional.of(new Cid(EXTENT.link())))),
                new Statement.KeyGrant(
                        new Statement.ExchangeKey(key(10)),
                        List.of(new Statement.WrappedKey(
                                new ContentKeyId(key(11).slice(0, ContentKeyId.SIZE)),
                                DEVICE,
                                Bytes.owning(new byte[KeyWrap.SIZE])))),
                new Statement.Equivocation(FEED, Extent.EMPTY, one, other),
                new Statement.Equivocation(FEED, EXTENT, one, other));
    }

    static List<Credential> credentials() {
        return statements().stream()
                .map(statement -> new Credential(MEMBER.bytes(), StatementCodec.encode(statement), SIGNATURE))
                .toList();
    }

    static Stream<Bytes> encodedMessages() {
        return messages().stream().map(MessageCodec::encode);
    }

    public static Stream<Bytes> encodedFrames() {
        return frames().stream().map(FrameCodec::encode);
    }

    /** The {@code number}-th of an item's mutations, by one of three authors. */
    static Mutation mutation(int number, Bytes data) {
        Position position = new Position(number + 1L, new FeedKey(key(0x40 + number % 3)), number % 2);
        return new Mutation(position, new MemberKey(key(0x80 + number % 3)), number, data);
    }

    /** The pieces of {@code bytes}, at most so many, each behind its length of two bytes; the last one may be cut. */
    public static List<Bytes> chunks(Bytes bytes, int most) {
        List<Bytes> chunks = new ArrayList<>();
        for (int at = 0; at + 2 <= bytes.size() && chunks.size() < most; ) {
            int size = ((bytes.at(at) & 0xff) << Byte.SIZE) | (bytes.at(at + 1) & 0xff);
            int end = Math.min(bytes.size(), at + 2 + size);
            chunks.add(bytes.slice(at + 2, end));
            at = end;
        }
        return chunks;
    }

    /** Of which {@link #chunks(Bytes, int)} gives {@code chunks}. */
    public static Bytes chunks(List<Bytes> chunks) {
        Bytes input = Bytes.EMPTY;
        for (Bytes chunk : chunks) {
            byte[] size = ByteBuffer.allocate(2).putShort((short) chunk.size()).array();
            input = Bytes.concat(input, Bytes.owning(size), chunk);
        }
        return input;
    }

    /** {@code chunks} behind one byte. */
    static Bytes input(int first, List<Bytes> chunks) {
        return Bytes.concat(Bytes.owning(new byte[] {(byte) first}), chunks(chunks));
    }
}
