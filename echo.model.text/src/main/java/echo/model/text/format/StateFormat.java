package echo.model.text.format;

import com.google.protobuf.ByteString;
import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Position;
import echo.model.text.proto.RunsProto;
import echo.model.text.proto.SpansProto;
import echo.model.text.proto.TextProto;
import echo.model.text.proto.WaitingProto;
import echo.model.text.state.Change;
import echo.model.text.state.Element;
import echo.model.text.state.Extent;
import echo.model.text.state.Piece;
import echo.model.text.state.Run;
import echo.model.text.state.TextState;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Saved states: equal texts, equal bytes. See docs/format.md, "Text model". */
public final class StateFormat {
    private StateFormat() {}

    public static Bytes write(TextState state) {
        TextProto.Builder proto = TextProto.newBuilder();
        List<Extent> runs = state.runs();
        if (!runs.isEmpty()) {
            List<Position> positions =
                    runs.stream().map(extent -> extent.run().position()).toList();
            List<FeedKey> feeds = feeds(positions);
            feeds.forEach(
                    feed -> proto.addFeeds(ByteString.copyFrom(feed.bytes().asByteBuffer())));
            proto.setRuns(runs(runs, positions, feeds));
            proto.setSpans(spans(state.pieces(), positions));
            proto.setText(state.text());
        }
        state.waiting()
                .changes()
                .forEach(entry -> proto.addWaiting(
                        waiting(entry.getKey(), entry.getValue().change())));
        return Bytes.owning(proto.build().toByteArray());
    }

    private static WaitingProto waiting(Position position, Change change) {
        return WaitingProto.newBuilder()
                .setLamport(position.lamport())
                .setFeed(ByteString.copyFrom(position.feed().bytes().asByteBuffer()))
                .setOperation(position.operation())
                .setMutation(ByteString.copyFrom(
                        MutationFormat.write(change, position).asByteBuffer()))
                .build();
    }

    /**
     * The state whose {@link #write} gave {@code saved}.
     *
     * @throws IllegalArgumentException if no state did
     */
    public static TextState read(Bytes saved) {
        try {
            return StateReader.read(saved);
        } catch (MalformedException e) {
            throw new IllegalArgumentException("not a saved text: " + e.getMessage(), e);
        }
    }

    private static List<FeedKey> feeds(List<Position> positions) {
        TreeSet<FeedKey> feeds = new TreeSet<>();
        positions.forEach(position -> feeds.add(position.feed()));
        return List.copyOf(feeds);
    }

    private static RunsProto runs(List<Extent> runs, List<Position> positions, List<FeedKey> feeds) {
        RunsProto.Builder proto = RunsProto.newBuilder();
        long lamport = 0;
        for (Extent extent : runs) {
            Run run = extent.run();
            Position position = run.position();
            proto.addFeeds(Collections.binarySearch(feeds, position.feed()));
            proto.addLamports(position.lamport() - lamport);
            proto.addOperations(position.operation());
            proto.addLengths(extent.length() << 1 | (run.typed() ? 1 : 0));
            proto.addLefts(number(run.left(), positions));
            proto.addLeftIndexes(
                    run.left().equals(Element.START) ? 0 : run.left().index());
            proto.addRights(number(run.right(), positions));
            proto.addRightIndexes(
                    run.right().equals(Element.END) ? 0 : run.right().index());
            lamport = position.lamport();
        }
        return proto.build();
    }

    private static SpansProto spans(List<Piece> pieces, List<Position> positions) {
        SpansProto.Builder spans = SpansProto.newBuilder();
        for (Piece piece : pieces) {
            spans.addRuns(number(piece.first(), positions) - 1);
            spans.addLengths(piece.length() << 1 | (piece.deleted() ? 1 : 0));
            spans.addRestorations(piece.age() >>> 1);
        }
        if (spans.getRestorationsList().stream().allMatch(restorations -> restorations == 0)) {
            spans.clearRestorations();
        }
        return spans.build();
    }

    /** The number of {@code element}'s run, from 1; 0 for the ends. */
    private static int number(Element element, List<Position> positions) {
        boolean outermost = element.equals(Element.START) || element.equals(Element.END);
        return outermost
                ? 0
                : 1 + Collections.binarySearch(positions, element.run().position(), Comparator.naturalOrder());
    }
}
