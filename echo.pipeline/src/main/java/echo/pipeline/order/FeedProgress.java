package echo.pipeline.order;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.feed.Extent;
import echo.codec.Message;
import echo.codec.Statement.FeedKind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One feed as the party's order sees it: its links, the Lamport times of what was released from it, and what still waits.
 *
 * <p>One thread at a time.
 */
final class FeedProgress {
    private final FeedKey feed;
    private final DependencyTable<FeedProgress> table;
    private final Waiters waiters = new Waiters();
    private final Deque<Bytes> waiting = new ArrayDeque<>();
    private final long cut;

    private byte[] links = new byte[8 * Hash.SIZE];
    private long[] lamports = new long[8];
    private long waitingBytes;
    private Extent end = Extent.EMPTY;
    private int released;
    private @Nullable Message first;
    private @Nullable Lack lack;
    private @Nullable FeedKind kind;
    private Optional<String> ended = Optional.empty();
    private boolean eligible;
    private boolean relisted;

    /** Of feeds that are not forked. */
    static final long NO_CUT = Long.MAX_VALUE;

    /**
     * A feed of which nothing is held yet.
     *
     * @param cut so many of its messages count at most
     * @param progress finds others by key
     */
    FeedProgress(FeedKey feed, long cut, Function<FeedKey, FeedProgress> progress) {
        this.feed = feed;
        this.cut = cut;
        this.table = new DependencyTable<>(progress);
    }

    FeedKey feed() {
        return feed;
    }

    DependencyTable<FeedProgress> table() {
        return table;
    }

    /** The feeds that wait for this one. */
    Waiters waiters() {
        return waiters;
    }

    /** What the first waiting message lacks, if it was looked at in vain. */
    Optional<Lack> lack() {
        return Optional.ofNullable(lack);
    }

    void lacks(Lack what) {
        lack = what;
    }

    /** Whether it was seen to be a feed of {@code which}. */
    boolean isKnownAs(FeedKind which) {
        return kind == which;
    }

    void knownAs(FeedKind which) {
        kind = which;
    }

    /** Whether it is among the {@link Eligible}, which alone say so. */
    boolean eligible() {
        return eligible;
    }

    void eligible(boolean flag) {
        eligible = flag;
    }

    /** Whether what it lacks has to be listed anew. */
    boolean relisted() {
        return relisted;
    }

    void relisted(boolean flag) {
        relisted = flag;
    }

    /** So many of its messages count at most; those beyond are kept, because others name them, and never released. */
    long cut() {
        return cut;
    }

    /** How far the feed is held. */
    Extent extent() {
        return end;
    }

    /** How far its messages were released. */
    Extent releasedExtent() {
        return extentAt(released);
    }

    int released() {
        return released;
    }

    /** Whether the last of the first {@code blocks} blocks, which are held and at least one, has this link. */
    boolean contains(long blocks, Hash link) {
        return link.bytes().isAt(links, (Math.toIntExact(blocks) - 1) * Hash.SIZE);
    }

    /** The extent of the first {@code blocks} blocks, which are held. */
    Extent extentAt(long blocks) {
        if (blocks == 0 || blocks == end.length()) {
            return blocks == 0 ? Extent.EMPTY : end;
        }
        int to = Math.toIntExact(blocks) * Hash.SIZE;
        return new Extent(blocks, new Hash(Bytes.owning(Arrays.copyOfRange(links, to - Hash.SIZE, to))));
    }

    /** The Lamport time of the last of the first {@code blocks} blocks, which are released; 0 for none. */
    long lamportAt(long blocks) {
        return blocks == 0 ? 0 : lamports[Math.toIntExact(blocks) - 1];
    }

    /** The index of the released message with this Lamport time; -1 if there is none. */
    long indexOf(long lamport) {
        return Math.max(
                -1, Arrays.binarySearch(lamports, 0, released, lamport)); // they ascend: each depends on the one before
    }

    /** Adds the next block. */
    void append(Extent after, Bytes payload) {
        end = after;
        int length = Math.toIntExact(after.length());
        if (length * Hash.SIZE > links.length) {
            links = Arrays.copyOf(links, 2 * links.length);
        }
        after.link().bytes().copyTo(links, (length - 1) * Hash.SIZE);
        if (ended.isEmpty() && after.length() <= cut) {
            waiting.add(payload);
            waitingBytes += payload.size();
        }
    }

    /** Messages that wait. */
    int waiting() {
        return waiting.size();
    }

    /** Payload bytes of messages that wait. */
    long waitingBytes() {
        return waitingBytes;
    }

    /** The messages that wait, from block {@code index} on. */
    List<Bytes> waitingFrom(long index) {
        return waiting.stream().skip(Math.max(0, index - released)).toList();
    }

    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** The payload of the first message that waits. */
    Bytes firstPayload() {
        return waiting.getFirst();
    }

    /** The first waiting message, if it was read already. */
    Optional<Message> first() {
        return Optional.ofNullable(first);
    }

    void first(Message message) {
        first = message;
    }

    /** The first waiting message was released, with this Lamport time. */
    void release(long lamport) {
        waitingBytes -= waiting.removeFirst().size();
        first = null;
        lack = null;
        if (released == lamports.length) {
            lamports = Arrays.copyOf(lamports, 2 * released);
        }
        lamports[released++] = lamport;
    }

    /** Why nothing after the released messages can ever be, if it is so. */
    Optional<String> ended() {
        return ended;
    }

    /** The first waiting message is invalid, and with it all that follows. */
    void end(String reason) {
        ended = Optional.of(reason);
        waiting.clear();
        waitingBytes = 0;
        first = null;
        lack = null;
    }
}
