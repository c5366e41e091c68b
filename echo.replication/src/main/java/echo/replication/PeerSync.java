package echo.replication;

import echo.api.FeedKey;
import echo.api.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is wanted of one peer, and what it wants. One thread at a time. */
final class PeerSync {
    private final PeerId id;
    private final Map<FeedKey, Outstanding> outstanding = new TreeMap<>();
    private final SortedSet<FeedKey> ahead = new TreeSet<>();
    private int credit = Limits.CREDIT_BYTES;
    private int serving;
    private boolean useful;

    /** Payload bytes of the smallest want. */
    static final int SMALLEST_WANT = 64 * 1024;

    /** As many wants as its credit is enough for. */
    static final int MOST_WANTS = Limits.CREDIT_BYTES / SMALLEST_WANT;

    /** Bytes that were wanted, and the time of the first tick since; nothing before that. */
    private record Outstanding(int bytes, OptionalLong sinceMs) {}

    PeerSync(PeerId id) {
        this.id = id;
    }

    PeerId id() {
        return id;
    }

    /** Whether the last thing that it was asked for came soon and was of use. */
    boolean useful() {
        return useful;
    }

    void useful(boolean now) {
        useful = now;
    }

    /** Notes whether it offers more of {@code feed} than is here. */
    void ahead(FeedKey feed, boolean now) {
        if (now) {
            ahead.add(feed);
        } else {
            ahead.remove(feed);
        }
    }

    /** Whether it offers more of {@code feed} than is here. */
    boolean isAhead(FeedKey feed) {
        return ahead.contains(feed);
    }

    /** Whether something may be wanted of it: it offers more than is here of some feed, and has credit. */
    boolean gives() {
        return credit >= SMALLEST_WANT && !ahead.isEmpty();
    }

    /** Whether {@code feed} is wanted of this peer and has not come. */
    boolean owes(FeedKey feed) {
        return outstanding.containsKey(feed);
    }

    /** Bytes that may still be wanted. */
    int credit() {
        return credit;
    }

    void want(Frame.Want want) {
        outstanding.put(want.feed(), new Outstanding(want.maxBytes(), OptionalLong.empty()));
        credit -= want.maxBytes();
    }

    /** Blocks of {@code feed} came; false when none were wanted. */
    boolean answer(FeedKey feed) {
        Outstanding answered = outstanding.remove(feed);
        if (answered != null) {
            credit += answered.bytes();
        }
        return answered != null;
    }

    /** The peer wants something; false when it wants more than its credit allows. */
    boolean serve() {
        serving++;
        return serving <= MOST_WANTS;
    }

    /** What the peer wanted was sent. */
    void served() {
        serving--;
    }

    /** Whether something is wanted of this peer and has not come. */
    boolean owes() {
        return !outstanding.isEmpty();
    }

    /** It is {@code nowMs}: from now on the peer is waited for. */
    void tick(long nowMs) {
        outstanding.replaceAll((feed, want) ->
                want.sinceMs().isPresent() ? want : new Outstanding(want.bytes(), OptionalLong.of(nowMs)));
    }

    /** The feeds that were wanted before {@code limitMs} and have not come. */
    List<FeedKey> overdue(long limitMs) {
        List<FeedKey> overdue = new ArrayList<>();
        outstanding.forEach((feed, want) -> {
            if (want.sinceMs().orElse(Long.MAX_VALUE) < limitMs) {
                overdue.add(feed);
            }
        });
        return overdue;
    }
}
