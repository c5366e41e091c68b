package echo.model.text.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.Position;
import echo.api.value.Value;
import echo.model.text.proto.InsertProto;
import echo.model.text.proto.RangeProto;
import echo.model.text.proto.RestoreProto;
import echo.model.text.proto.TextMutationProto;
import echo.model.text.state.Age;
import echo.model.text.state.Change;
import echo.model.text.state.CodePoints;
import echo.model.text.state.Element;
import echo.model.text.state.ElementId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bytes of mutations. See docs/format.md, "Text model". */
public final class MutationFormat {
    private static final Parser<TextMutationProto> PARSER = DiscardUnknownFieldsParser.wrap(TextMutationProto.parser());

    private MutationFormat() {}

    /**
     * The bytes of {@code change}.
     *
     * @param own the position that the mutation has or, while it has none, one that stands for it: what is named by the same Lamport
     *     time and feed is of the same message
     * @throws IllegalArgumentException if a limit is passed, or the text has no UTF-8 form
     */
    public static Bytes write(Change change, Position own) {
        requireLimits(change);
        FeedTable feeds = FeedTable.of(change, own);
        TextMutationProto.Builder proto = TextMutationProto.newBuilder();
        feeds.keys()
                .forEach(feed -> proto.addFeeds(ByteString.copyFrom(feed.bytes().asByteBuffer())));
        for (Change.Range range : change.deleted()) {
            proto.addDeleted(RangeProto.newBuilder()
                    .setFirst(feeds.write(range.first()))
                    .setCount(range.count())
                    .setAge(range.age()));
        }
        for (Change.Restoration restoration : change.restored()) {
            proto.addRestored(RestoreProto.newBuilder()
                    .setFirst(feeds.write(restoration.first()))
                    .setAge(restoration.age())
                    .setText(new Value.Text(restoration.text()).value()));
        }
        Change.Insertion inserted = change.inserted();
        if (inserted != null) {
            InsertProto.Builder insert = InsertProto.newBuilder().setText(new Value.Text(inserted.text()).value());
            if (!inserted.left().equals(Element.START.id())) {
                insert.setLeft(feeds.write(inserted.left()));
            }
            if (!inserted.right().equals(Element.END.id())) {
                insert.setRight(feeds.write(inserted.right()));
            }
            proto.setInserted(insert);
        }
        return Bytes.owning(proto.build().toByteArray());
    }

    /** The change that {@code data}, which anybody may have sent, brings at the position {@code own}. */
    public static Change read(Bytes data, Position own) throws MalformedException {
        if (data.size() > Limits.BLOCK_BYTES) {
            throw new MalformedException("more than " + Limits.BLOCK_BYTES + " bytes");
        }
        TextMutationProto proto;
        try {
            proto = PARSER.parseFrom(data.asByteBuffer());
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException("bytes that are not protobuf");
        }
        if (proto.getDeletedCount() == 0 && proto.getRestoredCount() == 0 && !proto.hasInserted()) {
            throw new MalformedException("nothing inserted, nothing deleted, nothing restored");
        }
        FeedTable feeds = FeedTable.read(proto.getFeedsList(), own);
        Change change = new Change(
                ranges(proto.getDeletedList(), feeds),
                restorations(proto.getRestoredList(), feeds),
                proto.hasInserted() ? insertion(proto.getInserted(), feeds) : null);
        requireCanonical(change, own, data);
        return change;
    }

    private static List<Change.Range> ranges(List<RangeProto> protos, FeedTable feeds) throws MalformedException {
        List<Change.Range> ranges = new ArrayList<>(protos.size());
        ElementId last = null;
        for (RangeProto proto : protos) {
            ElementId first = feeds.read(proto.getFirst());
            if (proto.getCount() <= 0 || (last != null && last.compareTo(first) >= 0)) {
                throw new MalformedException("ranges that are empty, or do not ascend");
            }
            requireAge(proto.getAge(), false);
            ranges.add(new Change.Range(first, proto.getCount(), proto.getAge()));
            last = first;
        }
        return ranges;
    }

    private static List<Change.Restoration> restorations(List<RestoreProto> protos, FeedTable feeds)
            throws MalformedException {
        List<Change.Restoration> restorations = new ArrayList<>(protos.size());
        ElementId last = null;
        for (RestoreProto proto : protos) {
            ElementId first = feeds.read(proto.getFirst());
            if (proto.getText().isEmpty() || (last != null && last.compareTo(first) >= 0)) {
                throw new MalformedException("restorations that are empty, or do not ascend");
            }
            requireAge(proto.getAge(), true);
            restorations.add(new Change.Restoration(first, proto.getAge(), proto.getText()));
            last = first;
        }
        return restorations;
    }

    private static void requireAge(int age, boolean deleted) throws MalformedException {
        if (!Age.ends(age) || Age.isDeleted(age) != deleted) {
            throw new MalformedException("an age that does not end so");
        }
    }

    private static Change.@Nullable Insertion insertion(InsertProto proto, FeedTable feeds) throws MalformedException {
        if (proto.getText().isEmpty()) {
            throw new MalformedException("an insertion of nothing");
        }
        return new Change.Insertion(
                proto.hasLeft() ? feeds.read(proto.getLeft()) : Element.START.id(),
                proto.hasRight() ? feeds.read(proto.getRight()) : Element.END.id(),
                proto.getText());
    }

    private static void requireCanonical(Change change, Position own, Bytes data) throws MalformedException {
        try {
            if (write(change, own).equals(data)) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw new MalformedException(String.valueOf(e.getMessage()));
        }
        throw new MalformedException("not in canonical form");
    }

    private static void requireLimits(Change change) {
        if (change.deleted().size() > Limits.TEXT_PIECES) {
            throw new IllegalArgumentException("a deletion has at most " + Limits.TEXT_PIECES + " pieces, not "
                    + change.deleted().size() + "; delete in several steps");
        }
        Change.Insertion inserted = change.inserted();
        int length = inserted == null ? 0 : CodePoints.count(inserted.text());
        if (length > Limits.TEXT_INSERT) {
            throw new IllegalArgumentException(
                    "an insertion has at most " + Limits.TEXT_INSERT + " code points, not " + length);
        }
        int back =
                change.restored().stream().mapToInt(Change.Restoration::count).sum();
        if (change.restored().size() > Limits.TEXT_PIECES || back > Limits.TEXT_INSERT) {
            throw new IllegalArgumentException("a restoration has at most " + Limits.TEXT_PIECES + " pieces and "
                    + Limits.TEXT_INSERT + " code points");
        }
    }

    static FeedKey feed(ByteString proto) throws MalformedException {
        if (proto.size() != FeedKey.SIZE) {
            throw new MalformedException("a feed that is no key");
        }
        return new FeedKey(Bytes.owning(proto.toByteArray()));
    }
}
