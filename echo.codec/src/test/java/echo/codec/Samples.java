package echo.codec;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.InvitationKey;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.blob.Cid;
import echo.api.crypto.ContentKeyId;
import echo.api.crypto.KeyWrap;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.model.ModelId;
import echo.api.party.Policy;
import echo.api.party.Profile;
import echo.api.party.Role;
import echo.api.value.Value;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.WrappedKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Random values of every format, from a seed. */
final class Samples {
    private final Random random;

    Samples(long seed) {
        this.random = new Random(seed);
    }

    Bytes bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    Message message() {
        Optional<PartyKey> party = random.nextBoolean() ? Optional.of(new PartyKey(bytes(32))) : Optional.empty();
        Optional<ContentKeyId> key =
                random.nextBoolean() ? Optional.of(new ContentKeyId(bytes(ContentKeyId.SIZE))) : Optional.empty();
        return new Message(
                new Header(
                        party,
                        list(() -> new FeedKey(bytes(32))),
                        list(this::advance),
                        list(this::advance),
                        1 + (random.nextLong() >>> 1),
                        random.nextLong()),
                key,
                bytes(random.nextInt(50)));
    }

    private Advance advance() {
        return new Advance(random.nextInt() >>> 1, Math.max(1, random.nextLong() >>> 1), new Hash(bytes(32)));
    }

    List<Operation> batch() {
        List<Operation> batch = new ArrayList<>(List.of(operation()));
        batch.addAll(list(this::operation));
        return batch;
    }

    /** A batch of nothing but mutations. */
    List<Operation> mutations() {
        List<Operation> batch = new ArrayList<>(List.of(new Operation.Mutate(item(), bytes(9))));
        batch.addAll(list(() -> new Operation.Mutate(item(), bytes(random.nextInt(60)))));
        return batch;
    }

    private Operation operation() {
        return switch (random.nextInt(7)) {
            case 0 ->
                new Operation.Create(
                        bytes(8),
                        new ModelId("a.b-c_" + random.nextInt(9), random.nextInt(9), random.nextInt() >>> 1),
                        item(),
                        rank());
            case 1 -> new Operation.Mutate(item(), bytes(random.nextInt(60)));
            case 2 -> new Operation.Move(item(), random.nextBoolean() ? ItemId.ROOT : item(), rank());
            case 3 -> new Operation.Delete(item());
            case 4 -> new Operation.Link(item(), "l." + random.nextInt(9), reference(), properties(3));
            case 5 -> new Operation.Unlink(item(), "l." + random.nextInt(9), reference());
            default -> new Operation.Restore(item());
        };
    }

    private Rank rank() {
        byte[] digits = bytes(1 + random.nextInt(6)).toByteArray();
        digits[digits.length - 1] |= 1;
        return random.nextInt(4) == 0 ? Rank.MIDDLE : new Rank(Bytes.owning(digits));
    }

    private ItemReference reference() {
        return random.nextBoolean() ? ItemReference.to(item()) : ItemReference.to(new PartyKey(bytes(32)), item());
    }

    /** A map that nests at most {@code depth} deep. */
    Value.MapValue properties(int depth) {
        SortedMap<String, Value> entries = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            entries.put("ä".repeat(random.nextInt(3)) + random.nextInt(9), value(depth - 1));
        }
        return new Value.MapValue(entries);
    }

    private Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 11 : 9)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> Value.of(random.nextLong());
            case 3 -> Value.of(Double.longBitsToDouble(random.nextLong()));
            case 4 ->
                Value.of(new BigDecimal(
                        new BigInteger(bytes(1 + random.nextInt(40)).toByteArray()), random.nextInt(99) - 50));
            case 5 -> Value.of("🧀 " + random.nextInt());
            case 6 -> Value.of(bytes(random.nextInt(9)));
            case 7 -> Value.of(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
            case 8 -> Value.of(item());
            case 9 -> Value.of(list(() -> value(depth - 1)));
            default -> properties(depth);
        };
    }

    private ItemId item() {
        return new ItemId(bytes(ItemId.SIZE));
    }

    Statement statement() {
        MemberKey member = new MemberKey(bytes(32));
        DeviceKey device = new DeviceKey(bytes(32));
        Signature possession = new Signature(bytes(Signature.SIZE));
        return switch (random.nextInt(13)) {
            case 0 -> new Statement.Genesis(member, "Käse 🧀 " + random.nextInt());
            case 1 ->
                new Statement.AdmitMember(
                        member,
                        role(),
                        random.nextBoolean() ? Optional.of(new InvitationKey(bytes(32))) : Optional.empty());
            case 2 -> new Statement.AdmitDevice(member, device, new ExchangeKey(bytes(32)), possession);
            case 3 ->
                new Statement.AdmitFeed(
                        device,
                        new FeedKey(bytes(32)),
                        random.nextBoolean() ? FeedKind.CONTROL : FeedKind.DATA,
                        possession);
            case 4 ->
                new Statement.Equivocation(
                        new FeedKey(bytes(32)),
                        random.nextBoolean()
                                ? Extent.EMPTY
                                : new Extent(1 + random.nextInt(1_000), new Hash(bytes(32))),
                        branch(),
                        branch());
            case 5 -> new Statement.SetRole(member, role(), cut());
            case 6 -> new Statement.RemoveMember(member, cut());
            case 7 -> new Statement.RetireDevice(device, cut());
            case 8 -> new Statement.KeyGrant(new ExchangeKey(bytes(32)), keys());
            case 9 -> new Statement.Withdraw(new InvitationKey(bytes(32)));
            case 10 -> new Statement.SetPolicy(new Policy(random.nextBoolean(), random.nextBoolean()));
            case 11 ->
                new Statement.SetProfile(
                        member,
                        new Profile(
                                random.nextBoolean() ? "" : "Käse 🧀 " + random.nextInt(),
                                random.nextBoolean() ? Optional.empty() : Optional.of(new Cid(new Hash(bytes(32))))));
            default ->
                new Statement.Invite(
                        new InvitationKey(bytes(32)), role(), random.nextLong(), 1 + (random.nextInt() >>> 2));
        };
    }

    private List<WrappedKey> keys() {
        TreeSet<WrappedKey> keys = new TreeSet<>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            keys.add(new WrappedKey(
                    new ContentKeyId(bytes(ContentKeyId.SIZE)), new DeviceKey(bytes(32)), bytes(KeyWrap.SIZE)));
        }
        return List.copyOf(keys);
    }

    private Timeframe cut() {
        Timeframe cut = Timeframe.EMPTY;
        for (int left = random.nextInt(4); left > 0; left--) {
            cut = cut.with(
                    new FeedKey(bytes(32)), new Extent(Math.max(1, random.nextLong() >>> 1), new Hash(bytes(32))));
        }
        return cut;
    }

    private Statement.Branch branch() {
        List<Hash> payloads = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            payloads.add(new Hash(bytes(32)));
        }
        return new Statement.Branch(payloads, new Signature(bytes(Signature.SIZE)));
    }

    private Role role() {
        List<Role> roles = List.of(Role.values());
        return roles.get(random.nextInt(roles.size()));
    }

    List<Credential> credentials() {
        List<Credential> credentials = new ArrayList<>(List.of(credential()));
        credentials.addAll(list(this::credential));
        return credentials;
    }

    private Credential credential() {
        return new Credential(bytes(32), StatementCodec.encode(statement()), new Signature(bytes(64)));
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    /** {@code valid} with something wrong: cut, with bits flipped, a byte more, a part doubled; or nothing like it. */
    Bytes spoilt(Bytes valid) {
        int at = random.nextInt(valid.size() + 1);
        return switch (random.nextInt(5)) {
            case 0 -> valid.slice(0, at);
            case 1 -> Bytes.concat(valid.slice(0, at), bytes(1), valid.slice(at, valid.size()));
            case 2 -> Bytes.concat(valid, valid.slice(at, valid.size()));
            case 3 -> bytes(random.nextInt(100));
            default -> flipped(valid);
        };
    }

    private Bytes flipped(Bytes valid) {
        byte[] flipped = valid.toByteArray();
        for (int i = random.nextInt(3); i >= 0 && flipped.length > 0; i--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return Bytes.owning(flipped);
    }
}
