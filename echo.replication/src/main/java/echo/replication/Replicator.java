package echo.replication;

import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    // Invariants: (1) for each feed at most one want is open, over all peers, and it stays open until what it brought
    // has its verdict: to want again before would bring everything twice; (2) the bytes wanted of one peer stay within
    // its credit, which bounds what can be in flight: a receiver that stops wanting stops the sender; (3) nothing is
    // offered that is not durable here.

    /** Time in ms that a peer may take to answer a want. */
    static final long PATIENCE_MS = 15_000;

    private static final int SMALLEST_WANT = 64 * 1024;

    private final Map<PeerId, PeerSync> peers = new TreeMap<>();
    private final Map<FeedKey, Extent> accepted = new TreeMap<>();
    private final Map<FeedKey, PeerId> wanted = new TreeMap<>();
    private final Set<FeedKey> delivered = new TreeSet<>();
    private Timeframe kept = Timeframe.EMPTY;
    private long nowMs;

    /** What {@code event} makes necessary, to be carried out in order. */
    public List<Effect> handle(Event event) {
        List<Effect> effects = new ArrayList<>();
        if (event instanceof Event.Received received) {
            receive(received.peer(), received.frame(), effects);
        } else if (event instanceof Event.Accepted accept) {
            accept(accept.feed(), accept.extent());
        } else if (event instanceof Event.Rejected rejected) {
            judged(rejected.feed());
            peer(rejected.peer()).ifPresent(peer -> peer.forget(rejected.feed()));
        } else if (event instanceof Event.Kept now) {
            offer(now.held(), effects);
        } else if (event instanceof Event.PeerJoined joined) {
            peers.put(joined.peer(), new PeerSync(joined.peer()));
            effects.add(new Effect.Send(joined.peer(), new Frame.Offer(kept)));
        } else if (event instanceof Event.PeerLeft left) {
            peers.remove(left.peer());
            wanted.values().removeIf(left.peer()::equals);
            delivered.retainAll(wanted.keySet());
        } else if (event instanceof Event.Tick tick) {
            nowMs = tick.nowMs();
            dropSilent(effects);
        }
        plan(effects);
        return effects;
    }

    /** Everything that connected peers have offered, merged. */
    public Timeframe offered() {
        Timeframe offered = Timeframe.EMPTY;
        for (PeerSync peer : peers.values()) {
            offered = offered.merge(peer.offered());
        }
        return offered;
    }

    /** Whether {@code peer} has offered nothing that is still missing here. */
    public boolean isCurrent(PeerId peer) {
        return peer(peer)
                .filter(sync -> sync.offered().extents().entrySet().stream()
                        .allMatch(entry -> accepted.getOrDefault(entry.getKey(), Extent.EMPTY)
                                        .length()
                                >= entry.getValue().length()))
                .isPresent();
    }

    private void receive(PeerId from, Frame frame, List<Effect> effects) {
        Optional<PeerSync> peer = peer(from);
        if (peer.isEmpty()) {
            return;
        }
        if (frame instanceof Frame.Offer offer) {
            if (!peer.get().offer(offer.extents())) {
                effects.add(new Effect.Drop(from, "offers more than " + Limits.TIMEFRAME_ENTRIES + " feeds"));
            }
        } else if (frame instanceof Frame.Want want) {
            effects.add(new Effect.Serve(from, want));
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
        Optional<Run> run = blocks.run();
        if (run.isPresent()) {
            delivered.add(blocks.feed());
            effects.add(new Effect.Deliver(peer.id(), run.get()));
        } else {
            wanted.remove(blocks.feed());
            peer.forget(blocks.feed());
        }
    }

    private void accept(FeedKey feed, Extent extent) {
        if (extent.length() > have(feed)) {
            judged(feed);
        }
        accepted.put(feed, extent);
    }

    /** What was delivered of {@code feed} has its verdict: more can be wanted. */
    private void judged(FeedKey feed) {
        if (delivered.remove(feed)) {
            wanted.remove(feed);
        }
    }

    private void offer(Timeframe held, List<Effect> effects) {
        Map<FeedKey, Extent> grown = new TreeMap<>();
        held.extents().forEach((feed, extent) -> {
            if (!extent.equals(kept.extent(feed))) {
                grown.put(feed, extent);
            }
        });
        kept = held;
        for (PeerSync peer : peers.values()) {
            Map<FeedKey, Extent> news = new TreeMap<>(grown);
            news.entrySet().removeIf(entry -> peer.offered(entry.getKey()).equals(entry.getValue()));
            if (!news.isEmpty()) {
                effects.add(new Effect.Send(peer.id(), new Frame.Offer(Timeframe.of(news))));
            }
        }
    }

    private void dropSilent(List<Effect> effects) {
        for (PeerSync peer : peers.values()) {
            peer.overdue(nowMs - PATIENCE_MS)
                    .ifPresent(feed -> effects.add(new Effect.Drop(
                            peer.id(), "did not send feed " + feed.shortHex() + " within " + PATIENCE_MS + " ms")));
        }
    }

    /** Wants, for each feed that some peer holds further, the next blocks from the best peer that has credit. */
    private void plan(List<Effect> effects) {
        if (peers.isEmpty()) {
            return;
        }
        List<FeedKey> behind = new ArrayList<>();
        for (FeedKey feed : accepted.keySet()) {
            if (!wanted.containsKey(feed) && source(feed).isPresent()) {
                behind.add(feed);
            }
        }
        for (FeedKey feed : behind) {
            source(feed).ifPresent(peer -> {
                int share = peer.credit() / Math.min(behind.size(), Limits.CREDIT_BYTES / SMALLEST_WANT);
                int bytes = Math.max(SMALLEST_WANT, Math.min(share, Limits.RUN_BYTES));
                Frame.Want want = new Frame.Want(feed, have(feed), bytes);
                peer.want(want, nowMs);
                wanted.put(feed, peer.id());
                effects.add(new Effect.Send(peer.id(), want));
            });
        }
    }

    /** The peer that holds most of {@code feed} beyond what is accepted, among those with credit; ties by most credit. */
    private Optional<PeerSync> source(FeedKey feed) {
        long have = have(feed);
        PeerSync best = null;
        for (PeerSync peer : peers.values()) {
            long length = peer.offered(feed).length();
            if (length <= have || peer.credit() < SMALLEST_WANT) {
                continue;
            }
            long bestLength = best == null ? 0 : best.offered(feed).length();
            if (best == null || length > bestLength || (length == bestLength && peer.credit() > best.credit())) {
                best = peer;
            }
        }
        return Optional.ofNullable(best);
    }

    private long have(FeedKey feed) {
        return accepted.getOrDefault(feed, Extent.EMPTY).length();
    }

    private Optional<PeerSync> peer(PeerId id) {
        return Optional.ofNullable(peers.get(id));
    }
}
