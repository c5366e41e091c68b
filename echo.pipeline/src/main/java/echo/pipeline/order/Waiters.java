package echo.pipeline.order;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The feeds that wait for one feed, by the number of released messages for which each waits. One thread at a time. */
final class Waiters {
    // Two columns, in use from `first` to `end`: by length, and of one length as they came. Most of what comes waits
    // for more than all others do and goes to the end. A feed waits for one thing at a time, so there are never more
    // than the party has feeds.

    private long[] lengths = new long[2];
    private @Nullable FeedProgress[] feeds = new @Nullable FeedProgress[2];
    private int first;
    private int end;

    boolean isEmpty() {
        return first == end;
    }

    void add(long length, FeedProgress waiting) {
        if (end == lengths.length) {
            makeRoom();
        }
        int place = end;
        while (place > first && lengths[place - 1] > length) {
            lengths[place] = lengths[place - 1];
            feeds[place] = feeds[place - 1];
            place--;
        }
        lengths[place] = length;
        feeds[place] = waiting;
        end++;
    }

    /** Begins the columns anew, twice as long if more than half is in use. */
    private void makeRoom() {
        int capacity = 2 * (end - first) > lengths.length ? 2 * lengths.length : lengths.length;
        lengths = Arrays.copyOf(Arrays.copyOfRange(lengths, first, end), capacity);
        feeds = Arrays.copyOf(Arrays.copyOfRange(feeds, first, end), capacity);
        end -= first;
        first = 0;
    }

    /** Gives those that wait for any length up to {@code length} to {@code taker}: by length, then as they came. */
    void release(long length, Consumer<FeedProgress> taker) {
        while (first < end && lengths[first] <= length) {
            FeedProgress due = Objects.requireNonNull(feeds[first]);
            feeds[first++] = null;
            taker.accept(due);
        }
    }
}
