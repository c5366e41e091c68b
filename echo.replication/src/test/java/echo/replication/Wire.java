package echo.replication;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Replicators wired together in memory: frames travel through one queue, one step at a time. */
final class Wire {
    private final Deque<Runnable> inFlight = new ArrayDeque<>();
    private final Map<String, Link> links = new TreeMap<>();
    private long lastPeer;

    /** Feeds whose links are hashes of name and length: enough for replicators, which verify nothing. */
    static FeedKey feed(int name) {
        return new FeedKey(Hash.of(Bytes.utf8("feed " + name)).bytes());
    }

    static Extent extent(FeedKey feed, long length) {
        return length == 0
                ? Extent.EMPTY
                : new Extent(length, Hash.of(feed.bytes(), Bytes.utf8(Long.toString(length))));
    }

    static Run run(FeedKey feed, long from, int blocks, int size) {
        List<Bytes> payloads = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            payloads.add(Bytes.owning(new byte[size]));
        }
        Head head = new Head(feed, extent(feed, from + blocks), new Signature(Bytes.owning(new byte[64])));
        return new Run(from, payloads, head);
    }

    private record Link(Node one, PeerId ofOne, Node two, PeerId ofTwo) {}

    /** A replicator with a store in memory. */
    static final class Node {
        final Replicator replicator = new Replicator();
        final Map<FeedKey, List<Run>> store = new TreeMap<>();
        final Map<PeerId, Map<FeedKey, Integer>> open = new TreeMap<>();
        final List<String> drops = new ArrayList<>();
        int wants;
        int delivered;
        int mostOpen;
        boolean silent;
        private final Wire wire;

        Node(Wire wire) {
            this.wire = wire;
        }

        long length(FeedKey feed) {
            return store.getOrDefault(feed, List.of()).stream()
                    .mapToLong(run -> run.payloads().size())
                    .sum();
        }

        Timeframe held() {
            Map<FeedKey, Extent> held = new TreeMap<>();
            store.keySet().forEach(feed -> held.put(feed, extent(feed, length(feed))));
            return Timeframe.of(held);
        }

        void accepts(FeedKey feed) {
            handle(new Event.Accepted(feed, extent(feed, length(feed))));
        }

        void append(FeedKey feed, int blocks, int size) {
            keep(run(feed, length(feed), blocks, size));
        }

        private void keep(Run run) {
            FeedKey feed = run.head().feed();
            store.computeIfAbsent(feed, key -> new ArrayList<>()).add(run);
            handle(new Event.Accepted(feed, run.head().extent()));
            handle(new Event.Kept(held()));
        }

        void handle(Event event) {
            for (Effect effect : replicator.handle(event)) {
                carryOut(effect);
            }
        }

        private void carryOut(Effect effect) {
            if (effect instanceof Effect.Send send) {
                count(send.peer(), send.frame());
                wire.send(this, send.peer(), send.frame());
            } else if (effect instanceof Effect.Serve serve && !silent) {
                wire.send(this, serve.peer(), new Frame.Blocks(serve.want().feed(), read(serve.want())));
                handle(new Event.Served(serve.peer()));
            } else if (effect instanceof Effect.Deliver deliver) {
                deliver(deliver);
            } else if (effect instanceof Effect.Drop drop) {
                drops.add(drop.reason());
                wire.cut(this, drop.peer());
            }
        }

        private void count(PeerId peer, Frame frame) {
            if (frame instanceof Frame.Want want) {
                wants++;
                Map<FeedKey, Integer> ofPeer = open.computeIfAbsent(peer, key -> new TreeMap<>());
                if (ofPeer.put(want.feed(), want.maxBytes()) != null || want.maxBytes() > Limits.RUN_BYTES) {
                    throw new AssertionError("wanted twice, or more than a run: " + want);
                }
                mostOpen = Math.max(
                        mostOpen, ofPeer.values().stream().mapToInt(it -> it).sum());
            }
        }

        private void deliver(Effect.Deliver deliver) {
            Run run = deliver.run();
            FeedKey feed = run.head().feed();
            delivered++;
            boolean right = run.from() == length(feed)
                    && run.head()
                            .extent()
                            .equals(extent(feed, run.head().extent().length()));
            if (right) {
                keep(run);
            } else {
                handle(new Event.Rejected(deliver.peer(), feed));
            }
        }

        private Optional<Run> read(Frame.Want want) {
            return store.getOrDefault(want.feed(), List.of()).stream()
                    .filter(run -> run.from() == want.from())
                    .findFirst();
        }
    }

    Node node() {
        return new Node(this);
    }

    /** Opens a session between two nodes; gives the name of {@code two} at {@code one}. */
    PeerId connect(Node one, Node two) {
        Link link = new Link(one, new PeerId(++lastPeer), two, new PeerId(++lastPeer));
        links.put(link.ofOne() + "", link);
        links.put(link.ofTwo() + "", link);
        one.handle(new Event.PeerJoined(link.ofOne()));
        two.handle(new Event.PeerJoined(link.ofTwo()));
        return link.ofOne();
    }

    /** Ends a session; frames in flight over it are lost. */
    void cut(Node node, PeerId peer) {
        Link link = links.remove(peer + "");
        if (link != null) {
            links.remove(link.ofOne() + "");
            links.remove(link.ofTwo() + "");
            link.one().open.remove(link.ofOne());
            link.two().open.remove(link.ofTwo());
            link.one().handle(new Event.PeerLeft(link.ofOne()));
            link.two().handle(new Event.PeerLeft(link.ofTwo()));
        }
    }

    /** Puts {@code frame} on the session that {@code from} knows as {@code peer}. */
    void send(Node from, PeerId peer, Frame frame) {
        Bytes encoded = FrameCodec.encode(frame);
        inFlight.add(() -> {
            Link link = links.get(peer + "");
            if (link != null && FrameCodec.decode(encoded) instanceof echo.codec.Decoded.Valid<Frame> read) {
                boolean first = link.ofOne().equals(peer);
                arrive(first ? link.two() : link.one(), first ? link.ofTwo() : link.ofOne(), read.value());
            }
        });
    }

    private static void arrive(Node at, PeerId peer, Frame frame) {
        if (frame instanceof Frame.Blocks blocks && at.open.containsKey(peer)) {
            at.open.get(peer).remove(blocks.feed());
        }
        at.handle(new Event.Received(peer, frame));
    }

    /** Carries up to {@code frames} frames; false when nothing was left before that. */
    boolean carry(int frames) {
        for (int i = 0; i < frames; i++) {
            Runnable next = inFlight.poll();
            if (next == null) {
                return false;
            }
            next.run();
        }
        return true;
    }

    /** Carries frames until none is left. */
    int settle() {
        int carried = 0;
        while (carry(1)) {
            carried++;
            if (carried > 1_000_000) {
                throw new AssertionError("the replicators never come to rest");
            }
        }
        return carried;
    }
}
