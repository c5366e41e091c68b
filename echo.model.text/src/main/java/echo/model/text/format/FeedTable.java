package echo.model.text.format;

import com.google.protobuf.ByteString;
import echo.api.FeedKey;
import echo.api.Position;
import echo.model.text.proto.ElementProto;
import echo.model.text.state.Change;
import echo.model.text.state.Element;
import echo.model.text.state.ElementId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The feeds that a mutation's elements name, so that each key stands in it once.
 *
 * @param keys ascending, each named by some element
 * @param own the mutation's position
 */
record FeedTable(List<FeedKey> keys, Position own) {
    /** The table for what {@code change} names. */
    static FeedTable of(Change change, Position own) {
        TreeSet<FeedKey> keys = new TreeSet<>();
        change.deleted().forEach(range -> add(keys, range.first(), own));
        change.restored().forEach(restoration -> add(keys, restoration.first(), own));
        Change.Insertion inserted = change.inserted();
        if (inserted != null) {
            add(keys, inserted.left(), own);
            add(keys, inserted.right(), own);
        }
        return new FeedTable(List.copyOf(keys), own);
    }

    static FeedTable read(List<ByteString> protos, Position own) throws MalformedException {
        List<FeedKey> keys = new ArrayList<>(protos.size());
        for (ByteString proto : protos) {
            keys.add(MutationFormat.feed(proto));
        }
        return new FeedTable(keys, own);
    }

    ElementProto write(ElementId id) {
        Position mutation = id.mutation();
        ElementProto.Builder proto =
                ElementProto.newBuilder().setOperation(mutation.operation()).setIndex(id.index());
        if (!isOwn(id, own)) {
            proto.setFeed(1 + keys.indexOf(mutation.feed())).setLamport(mutation.lamport());
        }
        return proto.build();
    }

    /** The name that {@code proto} gives, which must be of an older mutation. */
    ElementId read(ElementProto proto) throws MalformedException {
        if (proto.getFeed() < 0 || proto.getFeed() > keys.size()) {
            throw new MalformedException("an element of a feed that is not in the table");
        }
        if (proto.getOperation() < 0 || proto.getIndex() < 0 || proto.getLamport() < 0) {
            throw new MalformedException("an element with a negative number");
        }
        Position mutation = proto.getFeed() == 0
                ? new Position(own.lamport(), own.feed(), proto.getOperation())
                : new Position(proto.getLamport(), keys.get(proto.getFeed() - 1), proto.getOperation());
        if (mutation.compareTo(own) >= 0) {
            throw new MalformedException("an element of a mutation that is not older");
        }
        return new ElementId(mutation, proto.getIndex());
    }

    private static void add(TreeSet<FeedKey> keys, ElementId id, Position own) {
        boolean outermost = id.equals(Element.START.id()) || id.equals(Element.END.id());
        if (!outermost && !isOwn(id, own)) {
            keys.add(id.mutation().feed());
        }
    }

    private static boolean isOwn(ElementId id, Position own) {
        return id.mutation().lamport() == own.lamport() && id.mutation().feed().equals(own.feed());
    }
}
