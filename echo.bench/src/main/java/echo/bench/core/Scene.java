package echo.bench.core;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.api.value.Value;
import echo.codec.Operation;
import echo.codec.Rank;
import echo.model.object.ObjectModel;
import echo.model.object.format.MutationFormat;
import echo.model.object.state.Change;
import echo.pipeline.items.ItemTree;
import echo.pipeline.items.ItemTree.OrderedBatch;
import java.util.ArrayList;
import java.util.List;

/** Writers, items and messages of workloads on the tree of items. */
final class Scene {
    static final ModelId OBJECT = ModelId.of(ObjectItem.TYPE, "1.0.0");

    private static final int NAMES = 10;

    private Scene() {}

    static FeedKey feed(int writer) {
        return new FeedKey(Hash.of(Bytes.utf8("writer " + writer)).bytes());
    }

    private static Bytes nonce(int number) {
        return Bytes.hex(String.format("%016x", number));
    }

    /** The item that writer 0 creates with this number. */
    static ItemId item(int number) {
        return ItemId.of(feed(0), nonce(number));
    }

    /** The creation of that item below the root, behind those with lower numbers. */
    static Operation create(int number) {
        int digits = number << 1 | 1;
        Bytes rank = Bytes.owning(
                new byte[] {(byte) (1 + (digits >>> 24)), (byte) (digits >>> 16), (byte) (digits >>> 8), (byte) digits
                });
        return new Operation.Create(nonce(number), OBJECT, ItemId.ROOT, new Rank(rank));
    }

    /** Sets one of ten properties to {@code number}. */
    static Bytes set(int number) {
        return MutationFormat.write(List.of(new Change.Set(List.of("p" + number % NAMES), Value.of(number))));
    }

    static OrderedBatch message(long lamport, int writer, Operation... operations) {
        FeedKey feed = feed(writer);
        return new OrderedBatch(
                new Position(lamport, feed, 0), new MemberKey(feed.bytes()), lamport, List.of(operations));
    }

    /** A tree of {@code items} objects below the root, made by as many messages from Lamport time 1 on. */
    static ItemTree tree(int items) {
        ItemTree tree = new ItemTree();
        tree.add(OBJECT, new ObjectModel());
        List<OrderedBatch> creates = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            creates.add(message(1 + i, 0, create(i)));
        }
        tree.apply(creates);
        return tree;
    }

    /** {@code messages} in bursts of {@code size}. */
    static List<List<OrderedBatch>> bursts(List<OrderedBatch> messages, int size) {
        List<List<OrderedBatch>> bursts = new ArrayList<>();
        for (int from = 0; from < messages.size(); from += size) {
            bursts.add(messages.subList(from, Math.min(from + size, messages.size())));
        }
        return bursts;
    }
}
