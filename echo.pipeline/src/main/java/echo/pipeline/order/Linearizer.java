package echo.pipeline.order;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.model.PersistentMap;
import echo.api.party.Held;
import echo.codec.Decoded;
import echo.codec.Message;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import echo.codec.MessageCodec;
import echo.codec.Statement.FeedKind;
import echo.pipeline.feed.VerifiedRun;
import echo.pipeline.order.Gate.Decision;
import echo.pipeline.order.Lack.What;
import echo.pipeline.order.Lack.What.Admission;
import echo.pipeline.order.Lack.What.Block;
import echo.pipeline.order.Lack.What.Branch;
import echo.pipeline.order.Lack.What.Newer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The verb <em>order</em>: takes verified blocks of all feeds in any order of arrival and releases their messages in one that
 * extends causality, each with a checked Lamport time. What is not ready is held under the first thing that it lacks.
 *
 * <p>One thread at a time.
 *
 * @param <B> what message bodies are read as
 */
public final class Linearizer<B> {
    // Invariants:
    // (1) Of each feed the released messages are a prefix, so only a feed's first waiting message is ever looked at,
    //     and a feed waits for at most one thing.
    // (2) A feed is in `eligible`, or in `waiters` under what it lacks, or has nothing waiting, or has ended.
    // (3) Waking is by exact index: a feed that waits for (f, n) is looked at again when f releases its n-th message,
    //     ends, or is admitted, and never before.

    /** How the reason ends why nothing of a feed is released beyond its cut. */
    public static final String BEYOND = "the feed counts up to here, as it was forked or its writer may write no more";

    private final PartyKey party;
    private final Function<Bytes, Decoded<Message>> reader;
    private final Gate<B> gate;
    private final PersistentMap<FeedKey, Extent> cuts;
    private final Map<FeedKey, FeedProgress> feeds = new TreeMap<>();
    private final Eligible eligible = new Eligible();
    private final List<FeedProgress> relisted = new ArrayList<>();
    private PersistentMap<FeedKey, Lack> lacking = PersistentMap.empty();
    private List<String> refusals = List.of();
    private long held;
    private long heldBytes;

    public Linearizer(PartyKey party, Gate<B> gate) {
        this(party, MessageCodec::decode, gate, PersistentMap.empty());
    }

    /**
     * A linearizer of a party of which some feeds were forked.
     *
     * @param reader reads payloads; a pure function
     * @param cuts how far forked feeds count: a dependency beyond is met there
     */
    public Linearizer(
            PartyKey party,
            Function<Bytes, Decoded<Message>> reader,
            Gate<B> gate,
            PersistentMap<FeedKey, Extent> cuts) {
        this.party = party;
        this.reader = reader;
        this.gate = gate;
        this.cuts = cuts;
    }

    /** Takes the blocks of {@code run}. */
    public void add(VerifiedRun run) {
        FeedProgress progress = progress(run.run().head().feed());
        int before = progress.waiting();
        long bytesBefore = progress.waitingBytes();
        List<Bytes> payloads = run.run().payloads();
        for (int i = 0; i < payloads.size(); i++) {
            progress.append(run.extents().get(i), payloads.get(i));
        }
        if (run.run().from() <= progress.cut()
                && progress.cut() < progress.extent().length()) {
            refusals = Stream.concat(refusals.stream(), cutReason(progress).stream())
                    .toList();
        }
        held += progress.waiting() - before;
        heldBytes += progress.waitingBytes() - bytesBefore;
        if (before == 0 && progress.hasWaiting()) {
            eligible.add(progress);
        }
    }

    /** Looks again at feeds that waited for their admission. */
    public void admitted(FeedKey feed) {
        wake(progress(feed), 0);
    }

    /** The next message that is ready, if any. */
    public Optional<Released<B>> next() {
        return next(feed -> true);
    }

    /** The next message that is ready in a feed that {@code which} picks, if any. */
    public Optional<Released<B>> next(Predicate<FeedKey> which) {
        for (var feed = eligible.first(which); feed.isPresent(); feed = eligible.first(which)) {
            Optional<Released<B>> released = tryFirst(feed.get());
            if (released.isPresent()) {
                return released;
            }
            eligible.remove(feed.get());
        }
        return Optional.empty();
    }

    /**
     * The message that comes first in the order of those that are ready in feeds that {@code which} picks. What it makes ready comes
     * after it: so, if all messages are here, they are released in the order itself, however they came.
     */
    public Optional<Released<B>> first(Predicate<FeedKey> which) {
        for (var feed = least(which); feed.isPresent(); feed = least(which)) {
            Optional<Released<B>> released = pass(feed.get(), feed.get().first().orElseThrow());
            if (released.isPresent()) {
                return released;
            }
            eligible.remove(feed.get());
        }
        return Optional.empty();
    }

    private Optional<FeedProgress> least(Predicate<FeedKey> which) {
        Optional<FeedProgress> least = Optional.empty();
        for (FeedProgress feed : eligible.all(which)) {
            if (!isReady(feed)) {
                eligible.remove(feed);
            } else if (least.isEmpty() || isBefore(feed, least.get())) {
                least = Optional.of(feed);
            }
        }
        return least;
    }

    /** Whether the first waiting message of {@code one} comes before that of {@code other}; both have been read. */
    private static boolean isBefore(FeedProgress one, FeedProgress other) {
        long mine = one.first().orElseThrow().header().lamport();
        long its = other.first().orElseThrow().header().lamport();
        return mine != its ? mine < its : one.feed().compareTo(other.feed()) < 0;
    }

    private Optional<Released<B>> tryFirst(FeedProgress progress) {
        return isReady(progress) ? pass(progress, progress.first().orElseThrow()) : Optional.empty();
    }

    /** Whether the feed's first waiting message has all that it depends on, and the right time; else it is held, or ends the feed. */
    private boolean isReady(FeedProgress progress) {
        if (!progress.hasWaiting() || !read(progress)) {
            return false;
        }
        Header header = progress.first().orElseThrow().header();
        if (!areMet(progress, FeedKind.DATA, header.data()) || !areMet(progress, FeedKind.CONTROL, header.control())) {
            return false;
        }
        return isTimely(progress, header);
    }

    /** Of what depends on messages that a cut leaves out the time is not known, but that it is later than what is left of them. */
    private boolean isTimely(FeedProgress progress, Header header) {
        long earliest = lamportAfter(progress, header);
        long latest = isCutShort(progress, header) ? earliest + Limits.LAMPORT_LEAP : earliest;
        return isWithin(header.lamport(), earliest, latest)
                || refuse(progress, "Lamport time " + header.lamport() + " where it must be " + earliest);
    }

    private static boolean isWithin(long lamport, long earliest, long latest) {
        return earliest <= lamport && lamport <= latest;
    }

    private boolean areMet(FeedProgress progress, FeedKind kind, List<Advance> advances) {
        for (Advance advance : advances) {
            FeedProgress needed = progress.table().feed(advance);
            if (!isMet(progress, needed, advance) || !isOf(progress, needed, kind)) {
                return false;
            }
        }
        return true;
    }

    private boolean isOf(FeedProgress progress, FeedProgress needed, FeedKind kind) {
        if (needed.isKnownAs(kind)) {
            return true;
        }
        if (!gate.isKnown(needed.feed())) {
            return hold(progress, needed, 0, new Admission());
        }
        if (!gate.isOf(needed.feed(), kind)) {
            return refuse(progress, "depends on feed " + needed.feed().shortHex() + " as if it were of another kind");
        }
        needed.knownAs(kind);
        return true;
    }

    private Optional<Released<B>> pass(FeedProgress progress, Message message) {
        Decision<B> decision = gate.decide(progress.feed(), progress.released(), message);
        if (decision instanceof Decision.Open<B> open) {
            return Optional.of(release(progress, message, open.body()));
        }
        if (decision instanceof Decision.Refused<B> refused) {
            refuse(progress, refused.reason());
        } else if (decision instanceof Decision.NotUnderstood<B> unknown) {
            hold(progress, progress, Long.MAX_VALUE, new Newer(unknown.what()));
        } else {
            hold(progress, progress, 0, new Admission());
        }
        return Optional.empty();
    }

    private Released<B> release(FeedProgress progress, Message message, B body) {
        long index = progress.released();
        heldBytes -= progress.firstPayload().size();
        relist(progress);
        progress.release(message.header().lamport());
        held--;
        if (!progress.hasWaiting()) {
            eligible.remove(progress);
        }
        wake(progress, index + 1);
        return new Released<>(progress.feed(), index, message.header(), body);
    }

    /** Reads the feed's first waiting message, once; false if that ends or holds the feed. */
    private boolean read(FeedProgress progress) {
        if (progress.first().isPresent()) {
            return true;
        }
        Decoded<Message> decoded = reader.apply(progress.firstPayload());
        if (decoded instanceof Decoded.Malformed<Message> malformed) {
            return refuse(progress, malformed.reason());
        }
        if (decoded instanceof Decoded.Unknown<Message> unknown) {
            return hold(progress, progress, Long.MAX_VALUE, new Newer(unknown.what()));
        }
        Message message = ((Decoded.Valid<Message>) decoded).value();
        Header header = message.header();
        boolean first = progress.released() == 0;
        if (!header.party().equals(first ? Optional.of(party) : Optional.empty())) {
            return refuse(progress, "is not of this party");
        }
        Optional<String> objection = progress.table().take(progress.feed(), header);
        if (objection.isPresent()) {
            return refuse(progress, objection.get());
        }
        progress.first(message);
        return true;
    }

    private boolean isMet(FeedProgress progress, FeedProgress needed, Advance advance) {
        long length = Math.min(advance.length(), needed.cut());
        if (needed.released() >= length) {
            return length < advance.length()
                    || needed.contains(length, advance.link())
                    || hold(progress, needed, Long.MAX_VALUE, new Branch());
        }
        if (needed.ended().isPresent()) {
            return refuse(
                    progress,
                    "depends on block " + (length - 1) + " of feed "
                            + needed.feed().shortHex() + ", which is invalid");
        }
        return hold(progress, needed, length, new Block(length - 1));
    }

    /** 1 + the greatest Lamport time of all that a message with {@code header}, the next one of {@code progress}, depends on. */
    private static long lamportAfter(FeedProgress progress, Header header) {
        long own = progress.lamportAt(progress.released());
        return 1 + Math.max(own, Math.max(greatest(progress, header.data()), greatest(progress, header.control())));
    }

    private static long greatest(FeedProgress progress, List<Advance> advances) {
        long greatest = 0;
        for (Advance advance : advances) {
            FeedProgress needed = progress.table().feed(advance);
            greatest = Math.max(greatest, needed.lamportAt(Math.min(advance.length(), needed.cut())));
        }
        return greatest;
    }

    /** Whether a message with {@code header} depends on what a cut leaves out, so that its time can be bounded from below alone. */
    private static boolean isCutShort(FeedProgress progress, Header header) {
        return isCutShort(progress, header.data()) || isCutShort(progress, header.control());
    }

    private static boolean isCutShort(FeedProgress progress, List<Advance> advances) {
        for (Advance advance : advances) {
            if (advance.length() > progress.table().feed(advance).cut()) {
                return true;
            }
        }
        return false;
    }

    private boolean hold(FeedProgress progress, FeedProgress on, long length, What what) {
        on.waiters().add(length, progress);
        progress.lacks(new Lack(progress.released(), on.feed(), what));
        relist(progress);
        return false;
    }

    /** What {@code progress} lacks changes, and with it what {@link #lacking} must say. */
    private void relist(FeedProgress progress) {
        if (!progress.relisted()) {
            progress.relisted(true);
            relisted.add(progress);
        }
    }

    private boolean refuse(FeedProgress progress, String reason) {
        String line =
                "block " + progress.released() + " of feed " + progress.feed().shortHex() + ": " + reason;
        held -= progress.waiting();
        heldBytes -= progress.waitingBytes();
        relist(progress);
        progress.end(line);
        refusals = Stream.concat(refusals.stream(), Stream.of(line)).toList();
        wake(progress, Long.MAX_VALUE - 1);
        return false;
    }

    /** Makes the feeds eligible that wait for {@code feed} to reach any length up to {@code length}. */
    private void wake(FeedProgress feed, long length) {
        feed.waiters().release(length, eligible::add);
    }

    private FeedProgress progress(FeedKey feed) {
        return feeds.computeIfAbsent(feed, key -> new FeedProgress(key, cut(key), this::progress));
    }

    private long cut(FeedKey feed) {
        return cuts.get(feed).map(Extent::length).orElse(FeedProgress.NO_CUT);
    }

    private static Optional<String> cutReason(FeedProgress progress) {
        return progress.cut() < progress.extent().length()
                ? Optional.of("block " + progress.cut() + " of feed "
                        + progress.feed().shortHex() + ": " + BEYOND)
                : Optional.empty();
    }

    /** How far {@code feed} is held, released or not. */
    public Extent extent(FeedKey feed) {
        FeedProgress progress = feeds.get(feed);
        return progress == null ? Extent.EMPTY : progress.extent();
    }

    /** How far the messages of {@code feed} were released. */
    public Extent releasedExtent(FeedKey feed) {
        FeedProgress progress = feeds.get(feed);
        return progress == null ? Extent.EMPTY : progress.releasedExtent();
    }

    /** The extent of the first {@code length} blocks of {@code feed}, if so many were released. */
    public Optional<Extent> releasedExtent(FeedKey feed, long length) {
        return Optional.ofNullable(feeds.get(feed))
                .filter(progress -> progress.released() >= length)
                .map(progress -> progress.extentAt(length));
    }

    /** The extent of the first {@code length} blocks of {@code feed}, which are held. */
    public Extent extentAt(FeedKey feed, long length) {
        return length == 0 ? Extent.EMPTY : progress(feed).extentAt(length);
    }

    /** The index of the released message of {@code feed} with this Lamport time; -1 if there is none. */
    public long indexOf(FeedKey feed, long lamport) {
        FeedProgress progress = feeds.get(feed);
        return progress == null ? -1 : progress.indexOf(lamport);
    }

    /** All feeds of which anything is known, in the order of their keys. */
    public List<FeedKey> feeds() {
        return List.copyOf(feeds.keySet());
    }

    /** The header of the next message of {@code feed}, which depends on the released messages that the timeframes cover. */
    public Header nextHeader(FeedKey feed, Timeframe data, Timeframe control, long timeMs) {
        FeedProgress own = progress(feed);
        Map<FeedKey, Extent> dataExtents = data.with(feed, Extent.EMPTY).extents();
        Map<FeedKey, Extent> controlExtents = control.with(feed, Extent.EMPTY).extents();
        List<FeedKey> unnamed = new ArrayList<>(own.table().unnamed(dataExtents));
        unnamed.addAll(own.table().unnamed(controlExtents));
        List<Advance> dataAdvances = own.table().advances(dataExtents, unnamed);
        List<Advance> controlAdvances = own.table().advances(controlExtents, unnamed);
        Optional<PartyKey> first = own.released() == 0 ? Optional.of(party) : Optional.empty();
        long lamport = Math.max(
                own.lamportAt(own.released()), Math.max(greatestLamport(dataExtents), greatestLamport(controlExtents)));
        return new Header(first, unnamed, dataAdvances, controlAdvances, lamport + 1, timeMs);
    }

    private long greatestLamport(Map<FeedKey, Extent> extents) {
        long greatest = 0;
        for (Map.Entry<FeedKey, Extent> entry : extents.entrySet()) {
            greatest = Math.max(
                    greatest,
                    progress(entry.getKey()).lamportAt(entry.getValue().length()));
        }
        return greatest;
    }

    /** Messages that are held. */
    public long heldCount() {
        return held;
    }

    /** Whether so much is held that only what others may wait for should be added. */
    public boolean isFull() {
        return held >= Limits.HELD_MESSAGES || heldBytes >= Limits.HELD_BYTES;
    }

    /** The messages of {@code feed} that are held, from the {@code index}-th of its blocks on. */
    public List<Bytes> waiting(FeedKey feed, long index) {
        return progress(feed).waitingFrom(index);
    }

    /** Whether a message is held until more of {@code feed} is released. */
    public boolean isAwaited(FeedKey feed) {
        FeedProgress progress = feeds.get(feed);
        return progress != null && !progress.waiters().isEmpty();
    }

    /** Whether messages of {@code feed} are held. */
    public boolean waits(FeedKey feed) {
        FeedProgress progress = feeds.get(feed);
        return progress != null && progress.hasWaiting();
    }

    /** Why nothing after the released messages of {@code feed} can ever be, if it is so. */
    public Optional<String> ended(FeedKey feed) {
        return Optional.ofNullable(feeds.get(feed))
                .flatMap(progress -> progress.ended().or(() -> cutReason(progress)));
    }

    /** What each feed with messages that are held waits for. */
    public PersistentMap<FeedKey, Lack> lacking() {
        for (FeedProgress feed : relisted) {
            feed.relisted(false);
            PersistentMap<FeedKey, Lack> others = lacking.without(feed.feed());
            lacking = feed.lack().map(lack -> others.with(feed.feed(), lack)).orElse(others);
        }
        relisted.clear();
        return lacking;
    }

    /** What the first {@code limit} held feeds wait for, one line each. */
    public List<String> heldReasons(int limit) {
        return Lack.held(lacking(), limit).stream().map(Held::toString).toList();
    }

    /** Why feeds were ended, in the order in which it happened; immutable. */
    public List<String> refusals() {
        return refusals;
    }
}
