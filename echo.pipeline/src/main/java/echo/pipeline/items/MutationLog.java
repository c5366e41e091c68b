package echo.pipeline.items;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.Mutation;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The mutations of one item, kept small: what a message brought stands together, and a {@link Mutation} is made whenever one is
 * asked for.
 *
 * <p>One thread at a time.
 */
final class MutationLog extends AbstractList<Mutation> implements RandomAccess {
    // Most items have few mutations, which as objects would take more than all else of them. Invariants: (1) columns
    // are in use up to `size`; (2) what one message brought stands side by side, so the data of a mutation begin where
    // those of the one before it end, if that came with it; (3) one array holds no more than one message.

    private Brought[] brought = {};
    /** For each mutation the index of its operation, and where its data end. */
    private int[] marks = {};

    private int size;

    /** All mutations of one message, one's data after the other's. */
    private static final class Brought {
        private final long lamport;
        private final FeedKey feed;
        private final MemberKey author;
        private final long timeMs;
        private final byte[] data;

        Brought(Mutation first, int dataBytes) {
            this.lamport = first.position().lamport();
            this.feed = first.position().feed();
            this.author = first.author();
            this.timeMs = first.timeMs();
            this.data = new byte[dataBytes];
        }

        Mutation mutation(int operation, int from, int to) {
            boolean alone = from == 0 && to == data.length;
            Bytes own = Bytes.owning(alone ? data : Arrays.copyOfRange(data, from, to));
            return new Mutation(new Position(lamport, feed, operation), author, timeMs, own);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Mutation get(int index) {
        Objects.checkIndex(index, size);
        boolean first = index == 0 || brought[index - 1] != brought[index];
        return brought[index].mutation(marks[2 * index], first ? 0 : marks[2 * index - 1], marks[2 * index + 1]);
    }

    /** Adds {@code more} at the end. */
    void append(List<Mutation> more) {
        reserve(size + more.size());
        int next = 0;
        while (next < more.size()) {
            next += bring(more.subList(next, more.size()));
        }
    }

    /** Takes away the mutations from {@code index} on, and gives them. */
    List<Mutation> cut(int index) {
        List<Mutation> tail = new ArrayList<>(subList(index, size));
        size = index;
        return tail;
    }

    /** Adds those of {@code more} that came in one message with the first; gives their number. */
    private int bring(List<Mutation> more) {
        int count = 0;
        int bytes = 0;
        while (count < more.size() && isOneMessage(more.get(0), more.get(count))) {
            bytes += more.get(count++).data().size();
        }
        Brought message = new Brought(more.get(0), bytes);
        int end = 0;
        for (Mutation mutation : more.subList(0, count)) {
            mutation.data().copyTo(message.data, end);
            end += mutation.data().size();
            brought[size] = message;
            marks[2 * size] = mutation.position().operation();
            marks[2 * size + 1] = end;
            size++;
        }
        return count;
    }

    private static boolean isOneMessage(Mutation one, Mutation other) {
        return one.position().lamport() == other.position().lamport()
                && one.position().feed().equals(other.position().feed())
                && one.author().equals(other.author())
                && one.timeMs() == other.timeMs();
    }

    /** Makes room for {@code count} mutations: no more than that for the first ones, since many logs never grow. */
    private void reserve(int count) {
        if (count > brought.length) {
            int capacity = Math.max(count, size + size / 2);
            brought = Arrays.copyOf(brought, capacity);
            marks = Arrays.copyOf(marks, 2 * capacity);
        }
    }
}
