package echo.replication;

import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.replication.Doubts.Comparison;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps one party's feeds equal among peers: a deterministic state machine without IO. Peers offer how far they hold feeds;
 * what is missing is wanted from whoever has it, each feed from one peer at a time, different feeds from different peers; a
 * broken session costs nothing that has arrived.
 *
 * <p>One thread at a time.
 */
public final class Replicator {
    // Invariants:
    // (1) For each feed at most one want is outstanding, over all peers, but for those that did not answer soon: no
    //     offer, however great, may keep a feed from a peer that has it.
    // (2) The bytes wanted of one peer stay within its credit, which bounds what can be in flight: a receiver that
    //     stops wanting stops the sender.
    // (3) Nothing is offered that is not durable here.
    // (4) What was delivered of a feed is accepted or rejected before more is wanted.
    // (5) Every feed of which blocks are taken and some peer offers more than is here is in `behind`, so no other needs
    //     to be looked at. What is in it without need, because the peer left or the blocks came, goes when
    //     it is planned for.
    // (6) A peer is `ahead` in exactly the feeds of which blocks are taken and it offers more than is here: so planning
    //     ends where nobody has anything to give, and costs by what is wanted, not by how many feeds there are.

    /** Time in ms that a peer may take to answer a want, from the first tick after it. */
    static final long PATIENCE_MS = 15_000;

    /** Time in ms, from the first tick after it, after which a want goes to another peer that has something. */
    static final long IMPATIENCE_MS = 2_000;

    private final Map<PeerId, PeerSync> peers = new TreeMap<>();
    private final SortedSet<FeedKey> behind = new TreeSet<>();
    private final Map<FeedKey, PeerId> wanted = new TreeMap<>();
    private final SortedSet<FeedKey> delivered = new TreeSet<>();
    private final SortedSet<FeedKey> postponed = new TreeSet<>();
    private final Doubts doubts = new Doubts();
    private Progress progress = Progress.EMPTY;
    private Timeframe kept = Timeframe.EMPTY;
    private boolean ready = true;

    /** What {@code event} makes necessary, to be carried out in order. */
    public List<Effect> handle(Event event) {
        List<Effect> effects = new ArrayList<>();
        if (event instanceof Event.Received received) {
            receive(received.peer(), received.frame(), effects);
        } else if (event instanceof Event.Accepted accept) {
            accept(accept.feed(), accept.extent());
        } else if (event instanceof Event.Rejected rejected) {
            reject(rejected.peer(), rejected.feed());
        } else if (event instanceof Event.Known known) {
            known(known, effects);
        } else if (event instanceof Event.Apart apart) {
            apart(apart, effects);
        } else if (event instanceof Event.Doubted doubt) {
            doubt(doubt.feed(), doubt.doubted());
        } else if (event instanceof Event.Postponed postpone) {
            postponed.add(postpone.feed());
            delivered.remove(postpone.feed());
            doubts.again(postpone.feed());
        } else if (event instanceof Event.Served served) {
            peer(served.peer()).ifPresent(PeerSync::served);
        } else if (event instanceof Event.Ready state) {
            ready(state.ready());
        } else if (event instanceof Event.Kept now) {
            offer(now.held(), effects);
        } else if (event instanceof Event.PeerJoined joined) {
            peers.put(joined.peer(), new PeerSync(joined.peer()));
            progress = progress.offering(joined.peer(), Timeframe.EMPTY);
            effects.add(new Effect.Send(joined.peer(), new Frame.Offer(kept)));
        } else if (event instanceof Event.PeerLeft left) {
            peers.remove(left.peer());
            progress = progress.without(left.peer());
            doubts.left(left.peer());
            wanted.values().removeIf(left.peer()::equals);
        } else if (event instanceof Event.Tick tick) {
            postponed.clear();
            dropSilent(tick.nowMs(), effects);
        }
        if (mayFreeWants(event)) {
            plan(effects);
        }
        return effects;
    }

    /** Whether more may be wanted after {@code event}: what goes to peers changes neither what they have nor what they owe. */
    private static boolean mayFreeWants(Event event) {
        boolean serves = event instanceof Event.Received received && received.frame() instanceof Frame.Want;
        return !serves && !(event instanceof Event.Served) && !(event instanceof Event.Kept);
    }

    /** Whether there is something that time decides: while not, a tick changes nothing, and none need come. */
    public boolean awaitsTick() {
        return !postponed.isEmpty() || peers.values().stream().anyMatch(PeerSync::owes);
    }

    /** What is here of what peers offer. */
    public Progress progress() {
        return progress;
    }

    /** Everything that connected peers have offered, merged. */
    public Timeframe offered() {
        return progress.offered();
    }

    /** Whether {@code peer} has offered nothing that is still missing here. */
    public boolean isCurrent(PeerId peer) {
        return progress.isCurrent(peer);
    }

    private void reject(PeerId from, FeedKey feed) {
        peer(from).ifPresent(peer -> {
            forget(peer, feed);
            peer.useful(false);
        });
        doubts.settled(feed, from);
        delivered.remove(feed);
    }

    private void accept(FeedKey feed, Extent extent) {
        Optional<Extent> before = progress.accepted().get(feed);
        if (before.filter(it -> it.length() <= extent.length()).isEmpty()) {
            behind.add(feed); // taken from now on, or set back: any offer may go further
        }
        if (!before.equals(Optional.of(extent))) {
            progress = progress.accepting(feed, extent);
            for (PeerSync peer : peers.values()) {
                peer.ahead(feed, offered(peer, feed) > extent.length());
            }
        }
        delivered.remove(feed);
    }

    /** What a peer gave is the same as here: if it was to be compared, the branches part later. */
    private void known(Event.Known known, List<Effect> effects) {
        long held = progress.have(known.feed());
        goOn(
                known.peer(),
                known.feed(),
                doubts.comparison(known.feed(), known.peer()).flatMap(it -> it.wasKnown(known.to(), held)),
                effects);
    }

    /** What a peer gave is of another branch, which parts earlier. */
    private void apart(Event.Apart apart, List<Effect> effects) {
        long held = progress.have(apart.feed());
        Comparison comparison = doubts.comparison(apart.feed(), apart.peer())
                .orElseGet(() -> Comparison.from(apart.peer(), apart.from()));
        goOn(apart.peer(), apart.feed(), comparison.wentApart(held), effects);
    }

    /** Compares what comes {@code next}; without that, the peer has shown nothing. */
    private void goOn(PeerId peer, FeedKey feed, Optional<Comparison> next, List<Effect> effects) {
        if (next.isPresent()) {
            delivered.remove(feed);
            compare(feed, next.get(), effects);
        } else {
            reject(peer, feed);
        }
    }

    private void doubt(FeedKey feed, boolean doubted) {
        doubts.all(feed, doubted);
        if (doubted) {
            for (PeerSync peer : peers.values()) {
                if (offered(peer, feed) > 0) {
                    doubts.add(feed, peer.id());
                }
            }
        }
    }

    /** Wants blocks that are held here, to find where the peer's branch parts from the one here. */
    private void compare(FeedKey feed, Comparison comparison, List<Effect> effects) {
        Optional<PeerSync> peer = peer(comparison.peer());
        if (peer.isPresent() && mayCompare(peer.get(), feed)) {
            doubts.compare(feed, comparison);
            want(peer.get(), new Frame.Want(feed, comparison.from(), Limits.RUN_BYTES), effects);
        } else {
            doubts.settled(feed, comparison.peer());
            peer.ifPresent(it -> doubts.add(feed, it.id()));
        }
    }

    private boolean mayCompare(PeerSync peer, FeedKey feed) {
        return ready && peer.credit() >= Limits.RUN_BYTES && !peer.owes(feed) && !isUnderWay(feed);
    }

    private boolean mayCompare(Doubts.Doubt doubt) {
        return peer(doubt.peer()).filter(peer -> mayCompare(peer, doubt.feed())).isPresent();
    }

    private void want(PeerSync peer, Frame.Want want, List<Effect> effects) {
        peer.want(want);
        wanted.put(want.feed(), peer.id());
        effects.add(new Effect.Send(peer.id(), want));
    }

    private void offered(PeerSync peer, Timeframe extents, List<Effect> effects) {
        Timeframe offer = progress.offer(peer.id());
        for (Map.Entry<FeedKey, Extent> entry : extents.extents().entrySet()) {
            FeedKey feed = entry.getKey();
            offer = offer.with(feed, entry.getValue());
            Optional<Extent> here = progress.accepted().get(feed);
            boolean ahead =
                    here.filter(it -> it.length() < entry.getValue().length()).isPresent();
            peer.ahead(feed, ahead);
            if (ahead) {
                behind.add(feed);
            }
            if (here.filter(it -> doubts.isDoubtful(feed, it, entry.getValue())).isPresent()) {
                doubts.add(feed, peer.id());
            }
        }
        progress = progress.offering(peer.id(), offer);
        if (offer.extents().size() > Limits.TIMEFRAME_ENTRIES) {
            effects.add(new Effect.Drop(peer.id(), "offers more than " + Limits.TIMEFRAME_ENTRIES + " feeds"));
        }
    }

    /** Expects no more of {@code feed} from {@code peer} until it is offered again. */
    private void forget(PeerSync peer, FeedKey feed) {
        progress = progress.offering(peer.id(), progress.offer(peer.id()).with(feed, Extent.EMPTY));
        peer.ahead(feed, false);
    }

    private void receive(PeerId from, Frame frame, List<Effect> effects) {
        Optional<PeerSync> peer = peer(from);
        if (peer.isEmpty()) {
            return;
        }
        if (frame instanceof Frame.Offer offer) {
            offered(peer.get(), offer.extents(), effects);
        } else if (frame instanceof Frame.Want want) {
            effects.add(
                    peer.get().serve()
                            ? new Effect.Serve(from, want)
                            : new Effect.Drop(from, "wants more at a time than its credit"));
        } else if (frame instanceof Frame.Blocks blocks) {
            deliver(peer.get(), blocks, effects);
        } else {
            effects.add(new Effect.Drop(from, "sent a frame out of turn"));
        }
    }

    private void deliver(PeerSync peer, Frame.Blocks blocks, List<Effect> effects) {
        if (!peer.answer(blocks.feed())) {
            effects.add(new Effect.Drop(peer.id(), "sent blocks that nobody wanted"));
            return;
        }
        wanted.remove(blocks.feed(), peer.id());
        Optional<Run> run = blocks.run();
        Optional<Comparison> comparison = doubts.comparison(blocks.feed(), peer.id());
        if (comparison.isPresent()) {
            deliver(peer, blocks, comparison.get(), effects);
            return;
        }
        if (run.filter(it -> !ready || it.from() > progress.have(blocks.feed())).isPresent()) {
            return; // wanted before the store was set back: what is missing now is wanted anew
        }
        if (run.filter(it -> Frame.end(it).length() <= progress.have(blocks.feed()))
                .isPresent()) {
            return; // it came late, and another was asked meanwhile
        }
        peer.useful(run.isPresent());
        if (run.isPresent()) {
            delivered.add(blocks.feed());
            effects.add(new Effect.Deliver(peer.id(), run.get()));
        } else {
            forget(peer, blocks.feed());
        }
    }

    /** Delivers what is to be compared, if it is what was wanted. */
    private void deliver(PeerSync peer, Frame.Blocks blocks, Comparison comparison, List<Effect> effects) {
        Optional<Run> run = blocks.run().filter(it -> it.from() == comparison.from());
        if (!ready) {
            doubts.again(blocks.feed());
        } else if (run.isPresent()) {
            delivered.add(blocks.feed());
            effects.add(new Effect.Deliver(peer.id(), run.get()));
        } else {
            reject(peer.id(), blocks.feed());
        }
    }

    /** While the store does not work peers are told that there is nothing: so when it works again all is offered again. */
    private void ready(boolean now) {
        ready = now;
        delivered.clear();
        if (!now) {
            kept = Timeframe.EMPTY;
        }
    }

    /** Tells every peer what is durable now, also those who have it: so a writer learns who holds what it wrote. */
    private void offer(Timeframe held, List<Effect> effects) {
        Timeframe grown = held.since(kept);
        kept = held;
        if (!grown.equals(Timeframe.EMPTY)) {
            Frame offer = new Frame.Offer(grown);
            for (PeerSync peer : peers.values()) {
                effects.add(new Effect.Send(peer.id(), offer));
            }
        }
    }

    private void dropSilent(long nowMs, List<Effect> effects) {
        for (PeerSync peer : peers.values()) {
            peer.tick(nowMs);
            for (FeedKey feed : peer.overdue(nowMs - IMPATIENCE_MS)) {
                peer.useful(false);
                wanted.remove(feed, peer.id());
                if (doubts.comparison(feed, peer.id()).isPresent()) {
                    doubts.again(feed);
                }
            }
            peer.overdue(nowMs - PATIENCE_MS).stream()
                    .findFirst()
                    .ifPresent(feed -> effects.add(new Effect.Drop(
                            peer.id(), "did not send feed " + feed.shortHex() + " within " + PATIENCE_MS + " ms")));
        }
    }

    /** Wants, for each feed that some peer holds further, the next blocks from the best peer that has credit. */
    private void plan(List<Effect> effects) {
        doubts.take(this::mayCompare)
                .ifPresent(
                        doubt -> compare(doubt.feed(), Comparison.from(doubt.peer(), firstCompared(doubt)), effects));
        if (!ready || !isGiven()) {
            return;
        }
        int sharing = sharing();
        for (FeedKey feed : behind) {
            if (!isUnderWay(feed)) {
                source(feed).ifPresent(peer -> {
                    int share = peer.credit() / sharing;
                    int bytes = Math.max(PeerSync.SMALLEST_WANT, Math.min(share, Limits.RUN_BYTES));
                    want(peer, new Frame.Want(feed, progress.have(feed), bytes), effects);
                });
                if (!isGiven()) {
                    return;
                }
            }
        }
    }

    /** Whether some peer that has credit offers something. */
    private boolean isGiven() {
        for (PeerSync peer : peers.values()) { // asked after every event: a stream costs more than all it asks
            if (peer.gives()) {
                return true;
            }
        }
        return false;
    }

    /** How many feeds may be wanted now; more than the smallest wants that make up a peer's credit are not counted. */
    private int sharing() {
        int count = 0;
        for (Iterator<FeedKey> each = behind.iterator(); each.hasNext() && count < PeerSync.MOST_WANTS; ) {
            FeedKey feed = each.next();
            if (isUnderWay(feed)) {
                continue;
            }
            if (source(feed).isPresent()) {
                count++;
            } else if (!isBehind(feed)) {
                each.remove();
            }
        }
        return count;
    }

    private long firstCompared(Doubts.Doubt doubt) {
        long offered =
                peer(doubt.peer()).map(peer -> offered(peer, doubt.feed())).orElse(0L);
        return Math.max(0, Math.min(offered, progress.have(doubt.feed())) - 1);
    }

    /** Whether {@code feed} is asked for, or was and is to be judged or asked for again later. */
    private boolean isUnderWay(FeedKey feed) {
        return wanted.containsKey(feed) || delivered.contains(feed) || postponed.contains(feed);
    }

    /** Whether some peer offers more of {@code feed} than is here. */
    private boolean isBehind(FeedKey feed) {
        return peers.values().stream().anyMatch(peer -> peer.isAhead(feed));
    }

    /**
     * The best peer that offers {@code feed} beyond what is accepted: of those that were of use the one that holds most, else
     * one that has most credit and was there first. What a peer offers counts only once it has shown that it gives.
     */
    private Optional<PeerSync> source(FeedKey feed) {
        Optional<PeerSync> best = Optional.empty();
        for (PeerSync peer : peers.values()) {
            boolean gives = peer.gives() && peer.isAhead(feed) && !peer.owes(feed);
            if (gives && (best.isEmpty() || isBetter(feed, peer, best.get()))) {
                best = Optional.of(peer);
            }
        }
        return best;
    }

    /** Whether {@code one} is a better source of {@code feed} than {@code other}, which was there before it. */
    private boolean isBetter(FeedKey feed, PeerSync one, PeerSync other) {
        if (one.useful() != other.useful()) {
            return one.useful();
        }
        if (one.useful() && offered(one, feed) != offered(other, feed)) {
            return offered(one, feed) > offered(other, feed);
        }
        return one.credit() > other.credit();
    }

    /** How many blocks of {@code feed} {@code peer} has offered. */
    private long offered(PeerSync peer, FeedKey feed) {
        return progress.offer(peer.id()).extent(feed).length();
    }

    private Optional<PeerSync> peer(PeerId id) {
        return Optional.ofNullable(peers.get(id));
    }
}
