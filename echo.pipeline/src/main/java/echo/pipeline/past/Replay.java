package echo.pipeline.past;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.codec.Decoded;
import echo.codec.Message;
import echo.codec.Message.Header;
import echo.codec.MessageCodec;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import echo.pipeline.control.PartyState;
import echo.pipeline.items.ItemTree;
import echo.pipeline.items.ItemTree.OrderedBatch;
import echo.pipeline.items.Snapshot;
import echo.pipeline.order.DependencyTable;
import echo.pipeline.order.DependencyTable.Dependency;
import echo.pipeline.seal.BodyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Folds the items anew from exactly the data messages that a timeframe covers, given again from the store. They were verified,
 * ordered and judged when they came, so only their content counts here, and that the timeframe is causally closed.
 *
 * <p>One thread at a time.
 */
public final class Replay {
    private final Timeframe until;
    private final PartyState members;
    private final BodyReader reader;
    private final PersistentMap<ModelId, Model<?>> models;
    private final Map<FeedKey, Reading> readings = new TreeMap<>();
    private final List<OrderedBatch> batches = new ArrayList<>();
    private Optional<String> objection = Optional.empty();

    /** How far an author's feed was read, and what it has said of the feeds that it depends on. */
    private static final class Reading {
        private final DependencyTable<FeedKey> table = new DependencyTable<>(feed -> feed);
        private long read;
    }

    /** What a replay came to. */
    public sealed interface Outcome {
        /** The items at the timeframe. */
        record Folded(Snapshot snapshot) implements Outcome {}

        /** There is no such state, for this reason. */
        record Refused(String reason) implements Outcome {}
    }

    /**
     * A replay up to {@code until}.
     *
     * @param until over data feeds, all of whose messages are applied
     * @param members says who writes each feed
     * @param reader of bodies; those that it cannot read have no effect, as they have none on the items that are shown now
     */
    public Replay(Timeframe until, PartyState members, BodyReader reader, PersistentMap<ModelId, Model<?>> models) {
        this.until = until;
        this.members = members;
        this.reader = reader;
        this.models = models;
    }

    /** Takes the next blocks of a feed, from its first on; those that are not covered are passed over. */
    public void add(Run run) {
        FeedKey feed = run.head().feed();
        Reading reading = readings.computeIfAbsent(feed, key -> new Reading());
        for (Bytes payload : run.payloads()) {
            if (objection.isEmpty() && reading.read < until.extent(feed).length()) {
                objection = take(feed, reading, payload);
                reading.read++;
            }
        }
    }

    private Optional<String> take(FeedKey feed, Reading reading, Bytes payload) {
        if (!(MessageCodec.decode(payload) instanceof Decoded.Valid<Message> message)) {
            return unreadable(feed, reading);
        }
        Header header = message.value().header();
        if (reader.read(feed, reading.read, message.value()) instanceof BodyReader.Reading.Clear clear) {
            Decoded<List<Operation>> decoded = OperationCodec.decode(clear.body());
            if (decoded instanceof Decoded.Valid<List<Operation>> batch) {
                MemberKey member = members.feeds().get(feed).orElseThrow().member();
                Position position = new Position(header.lamport(), feed, 0);
                batches.add(new OrderedBatch(position, member, header.timeMs(), batch.value()));
            } else if (message.value().key().isEmpty()) {
                return unreadable(feed, reading);
            }
        }
        return reading.table.take(feed, header).or(() -> uncovered(feed, reading, header));
    }

    private static Optional<String> unreadable(FeedKey feed, Reading reading) {
        return Optional.of("block " + reading.read + " of feed " + feed.shortHex() + " cannot be read");
    }

    /** What a message needs and the timeframe leaves out, if it does. */
    private Optional<String> uncovered(FeedKey feed, Reading reading, Header header) {
        for (Dependency<FeedKey> dependency : reading.table.dataDependencies(header)) {
            if (until.extent(dependency.feed()).length() < dependency.extent().length()) {
                return Optional.of("the timeframe is not causally closed: block " + reading.read + " of feed "
                        + feed.shortHex() + " depends on block "
                        + (dependency.extent().length() - 1) + " of feed "
                        + dependency.feed().shortHex() + ", which it does not cover");
            }
        }
        return Optional.empty();
    }

    /** The items, or why there are none; after all that is covered was added. */
    public Outcome outcome() {
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        for (FeedKey feed : until.extents().keySet()) {
            if (!readings.containsKey(feed)
                    || readings.get(feed).read < until.extent(feed).length()) {
                return new Outcome.Refused("not all blocks of feed " + feed.shortHex() + " are stored here");
            }
        }
        ItemTree items = new ItemTree();
        for (Map.Entry<ModelId, Model<?>> model : models) {
            items.add(model.getKey(), model.getValue());
        }
        if (!batches.isEmpty()) {
            items.apply(batches);
        }
        return new Outcome.Folded(items.snapshot());
    }
}
