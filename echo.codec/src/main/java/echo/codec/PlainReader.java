package echo.codec;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The short way for what is read most: messages, and batches of mutations, that were written as ECHO writes them. It gives what
 * protobuf's parser would give, or nothing; then that must be asked. Pure functions.
 */
final class PlainReader {
    private PlainReader() {}

    static Optional<Message> message(Bytes payload) {
        try {
            Cursor in = new Cursor(payload);
            if (!in.isAtBytes(1)) {
                return Optional.empty();
            }
            int outer = in.enter();
            Header header = header(in);
            in.leave(outer);
            Bytes body = optional(in, 2);
            Bytes key = optional(in, 3);
            return in.isDone() ? Optional.of(new Message(header, MessageCodec.key(key), body)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the other way says what is wrong
        }
    }

    private static Header header(Cursor in) {
        Bytes party = optional(in, 1);
        List<FeedKey> feeds = feeds(in);
        List<Advance> data = advances(in, 3);
        List<Advance> control = advances(in, 4);
        long lamport = in.isAtNumber(5) ? in.number() : 0;
        long timeMs = in.isAtNumber(6) ? in.number() : 0;
        if (lamport < 1 || feeds.size() + data.size() + control.size() > Limits.TIMEFRAME_ENTRIES) {
            throw new IllegalArgumentException("not plain");
        }
        return new Header(
                party.isEmpty() ? Optional.empty() : Optional.of(new PartyKey(party)),
                feeds,
                data,
                control,
                lamport,
                timeMs);
    }

    private static Bytes optional(Cursor in, int field) {
        return in.isAtBytes(field) ? in.bytes() : Bytes.EMPTY;
    }

    private static List<FeedKey> feeds(Cursor in) {
        if (!in.isAtBytes(2)) {
            return List.of();
        }
        List<FeedKey> feeds = new ArrayList<>();
        while (in.isAtBytes(2)) {
            feeds.add(new FeedKey(in.bytes()));
        }
        return feeds;
    }

    private static List<Advance> advances(Cursor in, int field) {
        if (!in.isAtBytes(field)) {
            return List.of();
        }
        List<Advance> advances = new ArrayList<>();
        while (in.isAtBytes(field)) {
            int outer = in.enter();
            long feed = in.isAtNumber(1) ? in.number() : 0;
            long length = in.isAtNumber(2) ? in.number() : 0;
            Hash link = new Hash(optional(in, 3));
            in.leave(outer);
            if (feed != (int) feed || feed < 0 || length < 1) {
                throw new IllegalArgumentException("not plain");
            }
            advances.add(new Advance((int) feed, length, link));
        }
        return advances;
    }

    /** A batch that holds nothing but mutations. */
    static Optional<List<Operation>> mutations(Bytes body) {
        try {
            Cursor in = new Cursor(body);
            List<Operation> batch = new ArrayList<>(1);
            while (in.isAtBytes(1) && batch.size() < Limits.BATCH_OPERATIONS) {
                int outer = in.enter();
                ItemId item = new ItemId(optional(in, 1));
                if (!in.isAtBytes(3)) {
                    return Optional.empty();
                }
                batch.add(new Operation.Mutate(item, in.bytes()));
                in.leave(outer);
            }
            return in.isDone() && !batch.isEmpty() ? Optional.of(batch) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the other way says what is wrong
        }
    }
}
