package echo.model.text.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Position;
import echo.model.text.proto.RunsProto;
import echo.model.text.proto.SpansProto;
import echo.model.text.proto.TextProto;
import echo.model.text.proto.WaitingProto;
import echo.model.text.state.Age;
import echo.model.text.state.Change;
import echo.model.text.state.Element;
import echo.model.text.state.ElementId;
import echo.model.text.state.Extent;
import echo.model.text.state.Run;
import echo.model.text.state.Span;
import echo.model.text.state.TextState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads one saved text, and refuses whatever saving would not have made: it checks all that a state promises, so that nothing needs
 * to be saved again to compare. One use.
 */
final class StateReader {
    private final List<FeedKey> feeds = new ArrayList<>();
    private final List<Extent> extents = new ArrayList<>();
    private final List<Span> spans = new ArrayList<>();
    /** The last elements and the first, by mutation, of runs that are two only if an insertion between them waits. */
    private final SortedMap<Position, Position> parted = new TreeMap<>();

    private final String text;
    private int textEnd;

    private StateReader(String text) {
        this.text = text;
    }

    static TextState read(Bytes saved) throws MalformedException {
        if (saved.isEmpty()) {
            return TextState.EMPTY;
        }
        TextProto proto;
        try {
            proto = DiscardUnknownFieldsParser.wrap(TextProto.parser()).parseFrom(saved.asByteBuffer());
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException("bytes that are not protobuf");
        }
        require(Bytes.owning(proto.toByteArray()).equals(saved), "not in canonical form");
        StateReader reader = new StateReader(proto.getText());
        if (proto.hasRuns() || proto.getWaitingCount() == 0) {
            reader.readFeeds(proto.getFeedsList());
            reader.readRuns(proto.getRuns());
            reader.readSpans(proto.getSpans());
        } else {
            boolean empty = proto.getFeedsCount() == 0 && proto.getText().isEmpty();
            require(empty && !proto.hasSpans(), "a text without runs");
        }
        return reader.readWaiting(proto.getWaitingList());
    }

    private void readFeeds(List<ByteString> protos) throws MalformedException {
        for (ByteString proto : protos) {
            FeedKey feed = MutationFormat.feed(proto);
            require(feeds.isEmpty() || feeds.get(feeds.size() - 1).compareTo(feed) < 0, "feeds that do not ascend");
            feeds.add(feed);
        }
    }

    private void readRuns(RunsProto proto) throws MalformedException {
        int count = proto.getFeedsCount();
        require(
                count > 0
                        && IntStream.of(
                                        proto.getLamportsCount(),
                                        proto.getOperationsCount(),
                                        proto.getLengthsCount(),
                                        proto.getLeftsCount(),
                                        proto.getLeftIndexesCount(),
                                        proto.getRightsCount(),
                                        proto.getRightIndexesCount())
                                .allMatch(column -> column == count),
                "columns of runs that are not equally long");
        @Nullable Extent[] latest = new @Nullable Extent[feeds.size()];
        long lamport = 0;
        for (int i = 0; i < count; i++) {
            int feed = proto.getFeeds(i);
            require(feed >= 0 && feed < feeds.size(), "a run of a feed that is not in the table");
            require(proto.getLamports(i) >= 0 && proto.getOperations(i) >= 0, "a run at a negative place");
            lamport += proto.getLamports(i);
            Position position = new Position(lamport, feeds.get(feed), proto.getOperations(i));
            boolean typed = (proto.getLengths(i) & 1) == 1;
            Element left = element(proto.getLefts(i), proto.getLeftIndexes(i), Element.START, position);
            Element right = element(proto.getRights(i), proto.getRightIndexes(i), Element.END, position);
            Extent extent = new Extent(new Run(position, typed, left, right), proto.getLengths(i) >>> 1);
            requireRun(extent, latest[feed]);
            extents.add(extent);
            latest[feed] = extent;
        }
        require(Arrays.stream(latest).allMatch(extent -> extent != null), "a feed without a run");
    }

    /** Checks that applying would make such a run after those before it, of which {@code before} is its feed's latest. */
    private void requireRun(Extent extent, @Nullable Extent before) throws MalformedException {
        Run run = extent.run();
        Position position = run.position();
        require(position.lamport() > 0 && position.lamport() <= Long.MAX_VALUE - extent.length(), "a run at no time");
        require(extent.length() > (run.typed() ? 0 : 1), "a run that is too short");
        require(
                extents.isEmpty()
                        || extents.get(extents.size() - 1).run().position().compareTo(position) < 0,
                "runs that do not ascend");
        if (before != null) {
            Position end = before.run().id(before.length() - 1).mutation();
            require(end.compareTo(position) < 0, "runs of one feed that overlap");
            if (run.typed() && before.isContinuedBy(run.id(0), run.left(), run.right())) {
                parted.put(end, position);
            }
        }
    }

    private Element element(int number, int index, Element outermost, Position before) throws MalformedException {
        if (number == 0) {
            require(index == 0, "an end with an index");
            return outermost;
        }
        require(number > 0 && number <= extents.size(), "an origin that is not older");
        Extent extent = extents.get(number - 1);
        require(index >= 0 && index < extent.length(), "an origin beyond its run");
        Element element = new Element(extent.run(), index);
        require(element.id().mutation().compareTo(before) < 0, "an origin that is not older");
        return element;
    }

    private void readSpans(SpansProto proto) throws MalformedException {
        requireColumns(proto);
        int[] ends = new int[extents.size()];
        long elements = 0;
        for (int i = 0; i < proto.getRunsCount(); i++) {
            int number = proto.getRuns(i);
            int length = proto.getLengths(i) >>> 1;
            require(number >= 0 && number < ends.length, "a span of a run that is not there");
            Extent extent = extents.get(number);
            require(length > 0 && length <= extent.length() - ends[number], "a span beyond its run");
            int age = age(proto, i);
            Span span = new Span(extent.run(), ends[number], length, age, Age.isDeleted(age) ? null : next(length));
            requireOrder(span);
            spans.add(span);
            ends[number] += length;
            elements += length;
        }
        require(textEnd == text.length(), "more text than elements");
        require(elements <= Integer.MAX_VALUE, "more elements than can be counted");
        for (int i = 0; i < ends.length; i++) {
            require(ends[i] == extents.get(i).length(), "a run whose elements are not all there");
        }
    }

    private static void requireColumns(SpansProto proto) throws MalformedException {
        int count = proto.getRunsCount();
        List<Integer> restorations = proto.getRestorationsList();
        require(
                proto.getLengthsCount() == count && (restorations.isEmpty() || restorations.size() == count),
                "columns of spans that are not equally long");
        require(
                restorations.isEmpty() || restorations.stream().anyMatch(number -> number != 0),
                "a column of restorations without one");
    }

    private static int age(SpansProto proto, int span) throws MalformedException {
        int restorations = proto.getRestorationsCount() == 0 ? 0 : proto.getRestorations(span);
        require(restorations >= 0 && restorations <= Integer.MAX_VALUE >>> 1, "more restorations than there can be");
        return restorations << 1 | (proto.getLengths(span) & 1);
    }

    private void requireOrder(Span next) throws MalformedException {
        if (!spans.isEmpty()) {
            Span last = spans.get(spans.size() - 1);
            require(!last.isContinuedBy(next), "two spans that should be one");
            require(last.last().compareTo(next.first()) < 0, "spans that are not in order");
        }
    }

    /** The text's next {@code length} code points. */
    private String next(int length) throws MalformedException {
        int begin = textEnd;
        require(length <= text.length() - begin, "less text than elements");
        try {
            textEnd = text.offsetByCodePoints(begin, length);
        } catch (IndexOutOfBoundsException e) {
            throw new MalformedException("less text than elements");
        }
        return text.substring(begin, textEnd);
    }

    /** The state of what was read, and of the changes that wait, each of which must. */
    private TextState readWaiting(List<WaitingProto> protos) throws MalformedException {
        TextState state = TextState.of(extents, spans);
        Position last = Position.FIRST;
        for (WaitingProto proto : protos) {
            require(proto.getLamport() > 0 && proto.getOperation() >= 0, "a change at no place");
            Position position =
                    new Position(proto.getLamport(), MutationFormat.feed(proto.getFeed()), proto.getOperation());
            require(last.compareTo(position) < 0, "changes that do not ascend");
            Change change = MutationFormat.read(Bytes.owning(proto.getMutation().toByteArray()), position);
            boolean taken = state.find(new ElementId(position, 0)).isPresent()
                    || (change.inserted() != null && state.isInRun(position));
            require(!taken, "a change in the place of another");
            state = change.applyTo(state, position);
            require(state.waiting().has(position), "a change that need not wait");
            last = position;
        }
        for (Map.Entry<Position, Position> ends : parted.entrySet()) {
            require(state.waiting().insertsBetween(ends.getKey(), ends.getValue()), "two runs that should be one");
        }
        return state;
    }

    private static void require(boolean condition, String otherwise) throws MalformedException {
        if (!condition) {
            throw new MalformedException(otherwise);
        }
    }
}
