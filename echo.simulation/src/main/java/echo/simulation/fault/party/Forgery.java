package echo.simulation.fault.party;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Decoded;
import echo.codec.Links;
import echo.codec.Message;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import echo.codec.MessageCodec;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Writes blocks into a feed with its true key: well linked, and otherwise as the liar likes. */
final class Forgery {
    private static final int CHUNK = 64 * 1024;
    private static final List<Wrong> KINDS = List.of(Wrong.values());

    private final PartyKey party;
    private final SigningKey key;
    private final FeedKey feed;
    private final FeedStore store;
    private final SplittableRandom random;

    Forgery(PartyKey party, SigningKey key, FeedStore store, SplittableRandom random) {
        this.party = party;
        this.key = key;
        this.feed = new FeedKey(key.publicKey());
        this.store = store;
        this.random = random;
    }

    /** What can be wrong with a block. */
    private enum Wrong {
        LAMPORT,
        BYTES,
        INDEX,
        DEPENDENCY,
        SIGNATURE,
        BOMB,
        PARTY
    }

    /** Writes a block with something wrong; gives what. */
    String next() {
        Wrong wrong = KINDS.get(random.nextInt(KINDS.size()));
        Bytes body = body(1);
        long lamport = lamport(feed) + 1;
        switch (wrong) {
            case LAMPORT -> append(header(otherThan(lamport), List.of(), List.of()), body);
            case BYTES -> append(noise(random.nextInt(300)), true);
            case INDEX -> append(header(lamport, List.of(), List.of(advance(4000))), body);
            case DEPENDENCY -> {
                FeedKey nobodys = new FeedKey(noise(Hash.SIZE));
                append(header(lamport, List.of(nobodys), List.of(advance(0))), body);
            }
            case SIGNATURE -> append(encode(header(lamport, List.of(), List.of()), body), false);
            case BOMB -> append(header(lamport, List.of(), List.of()), body(Limits.BATCH_OPERATIONS + 1));
            case PARTY ->
                append(
                        new Header(
                                Optional.of(new PartyKey(noise(Hash.SIZE))),
                                List.of(),
                                List.of(),
                                List.of(),
                                lamport,
                                0),
                        body);
        }
        return wrong.name().toLowerCase(Locale.ROOT);
    }

    /** Writes a block with nothing wrong. */
    void honest() {
        append(header(lamport(feed) + 1, List.of(), List.of()), body(1));
    }

    /** Writes {@code credentials}, in a message with nothing wrong that depends on all that is held of {@code known}. */
    void state(FeedKey known, List<Credential> credentials) {
        List<FeedKey> named = named();
        int index = named.indexOf(known);
        Extent held = store.extent(known);
        Advance all = new Advance(index < 0 ? named.size() : index, held.length(), held.link());
        Header after =
                header(Math.max(lamport(feed), lamport(known)) + 1, index < 0 ? List.of(known) : List.of(), List.of());
        boolean news = held.length() > covered(all.feed());
        append(
                new Header(
                        after.party(), after.feeds(), List.of(), news ? List.of(all) : List.of(), after.lamport(), 0),
                CredentialCodec.encode(credentials));
    }

    /** The feeds that the feed has named so far, each at the index that stands for it. */
    private List<FeedKey> named() {
        return headers(feed).stream().flatMap(header -> header.feeds().stream()).toList();
    }

    /** How far the feed depends on the one with {@code index} so far. */
    private long covered(int index) {
        return headers(feed).stream()
                .flatMap(header -> Stream.concat(header.data().stream(), header.control().stream()))
                .filter(advance -> advance.feed() == index)
                .mapToLong(Advance::length)
                .max()
                .orElse(0);
    }

    /** Another time, before or after. */
    private long otherThan(long lamport) {
        return lamport > 1 && random.nextBoolean() ? random.nextLong(1, lamport) : lamport + 1 + random.nextInt(1000);
    }

    private Header header(long lamport, List<FeedKey> feeds, List<Advance> advances) {
        Optional<PartyKey> first = store.extent(feed).length() == 0 ? Optional.of(party) : Optional.empty();
        return new Header(first, feeds, advances, List.of(), lamport, 0);
    }

    private Advance advance(int index) {
        return new Advance(index, 1 + random.nextInt(10), new Hash(noise(Hash.SIZE)));
    }

    private Bytes body(int operations) {
        List<Operation> batch = new ArrayList<>();
        for (int i = 0; i < operations; i++) {
            batch.add(new Operation.Create(
                    noise(Operation.NONCE_SIZE), ModelId.of(ObjectItem.TYPE, "1.1.0"), ItemId.ROOT));
        }
        return OperationCodec.encode(batch);
    }

    private Bytes noise(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    private static Bytes encode(Header header, Bytes body) {
        return MessageCodec.encode(new Message(header, body));
    }

    private void append(Header header, Bytes body) {
        Bytes payload = encode(header, body);
        append(payload.size() > Limits.BLOCK_BYTES ? payload.slice(0, Limits.BLOCK_BYTES) : payload, true);
    }

    private void append(Bytes payload, boolean signed) {
        Extent before = store.extent(feed);
        Extent end = Links.append(feed, before, payload);
        Signature signature = signed ? key.sign(Links.headBytes(feed, end)) : new Signature(noise(Signature.SIZE));
        store.append(new Run(before.length(), List.of(payload), new Head(feed, end, signature)));
    }

    /** Lamport time of the last message of {@code of} that can be read; 0 if there is none. */
    private long lamport(FeedKey of) {
        List<Header> headers = headers(of);
        return headers.isEmpty() ? 0 : headers.get(headers.size() - 1).lamport();
    }

    /** The headers of all messages of {@code of} that can be read. */
    private List<Header> headers(FeedKey of) {
        long length = store.extent(of).length();
        List<Header> headers = new ArrayList<>();
        Optional<Run> run = store.read(of, 0, CHUNK);
        while (run.isPresent()) {
            for (Bytes payload : run.get().payloads()) {
                if (MessageCodec.decode(payload) instanceof Decoded.Valid<Message> valid) {
                    headers.add(valid.value().header());
                }
            }
            long next = run.get().head().extent().length();
            run = next < length ? store.read(of, next, CHUNK) : Optional.empty();
        }
        return headers;
    }
}
