package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.codec.Decoded;
import echo.replication.Effect;
import echo.replication.Event;
import echo.replication.Frame;
import echo.replication.FrameCodec;
import echo.replication.PeerId;
import echo.replication.Replicator;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What three peers may do to the replication of a party that writes two feeds and follows two. An input is a script of steps of two
 * bytes: what happens and with whom, and how far; a step may bring a frame with it, whatever its bytes are.
 */
class ReplicatorFuzz {
    private static final int STEPS = 200;

    static Stream<Arguments> seeds() {
        Bytes sync =
                Bytes.hex("00000100" + "2403" + "2503" + "4403" + "4505" + "8500" + "6003" + "a402" + "c004" + "0500");
        Stream<Bytes> frames = Seeds.encodedFrames()
                .map(frame ->
                        Bytes.concat(Bytes.hex("0000" + "e0"), Bytes.owning(new byte[] {(byte) frame.size()}), frame));
        return Seeds.of(Stream.concat(Stream.of(sync), frames));
    }

    @MethodSource("seeds")
    @FuzzTest
    void nothingIsOfferedWantedOrDeliveredOutOfTurn(byte[] input) {
        new Script(Bytes.owning(input)).play();
    }

    /** One life of a replicator; what it does is checked as it does it. */
    private static final class Script {
        private final Replicator replicator = new Replicator();
        private final TreeSet<PeerId> joined = new TreeSet<>();
        private final Map<PeerId, TreeSet<FeedKey>> wanted = new TreeMap<>();
        private Timeframe kept = Timeframe.EMPTY;
        private final Bytes bytes;
        private int at;
        private long nowMs;

        Script(Bytes bytes) {
            this.bytes = bytes;
        }

        void play() {
            for (int step = 0; step < STEPS && at + 2 <= bytes.size(); step++) {
                int what = next();
                step(what >> 5, new PeerId(what & 3), what >> 2 & 7, next());
            }
        }

        private int next() {
            return bytes.at(at++) & 0xff;
        }

        private void step(int what, PeerId peer, int feed, int how) {
            switch (what) {
                case 0 -> comeOrGo(peer, feed, how);
                case 1 -> received(peer, new Frame.Offer(Timeframe.EMPTY.with(feed(feed), extent(how & 15, how >> 4))));
                case 2 -> received(peer, new Frame.Blocks(feed(feed), run(feed(feed), how)));
                case 3 -> accept(feed(feed), how & 15);
                case 4 -> handle(new Event.Rejected(peer, feed(feed)));
                case 5 -> received(peer, new Frame.Want(feed(feed), how, how << 12));
                case 6 -> keep(feed(feed), how & 15);
                default -> {
                    Bytes frame = bytes.slice(at, Math.min(bytes.size(), at + how));
                    at += frame.size();
                    if (FrameCodec.decode(frame) instanceof Decoded.Valid<Frame> valid) {
                        received(peer, valid.value());
                    }
                }
            }
        }

        private void comeOrGo(PeerId peer, int which, int how) {
            switch (which) {
                case 0 -> {
                    joined.add(peer);
                    wanted.put(peer, new TreeSet<>());
                    handle(new Event.PeerJoined(peer));
                }
                case 1 -> leave(peer);
                case 2 -> {
                    nowMs += how * 100L;
                    handle(new Event.Tick(nowMs));
                }
                case 3 -> handle(new Event.Ready((how & 1) == 0));
                case 4 -> handle(new Event.Served(peer));
                case 5 -> handle(new Event.Doubted(feed(how), (how & 8) == 0));
                case 6 -> handle(new Event.Postponed(feed(how)));
                default -> handle(new Event.Known(peer, feed(how), how >> 2));
            }
        }

        private void leave(PeerId peer) {
            joined.remove(peer);
            wanted.remove(peer);
            handle(new Event.PeerLeft(peer));
        }

        private void accept(FeedKey feed, int length) {
            handle(new Event.Accepted(feed, extent(length, 0)));
        }

        private void keep(FeedKey feed, int length) {
            kept = kept.with(feed, extent(length, 0));
            handle(new Event.Kept(kept));
        }

        private void received(PeerId peer, Frame frame) {
            boolean owed = frame instanceof Frame.Blocks blocks
                    && wanted.getOrDefault(peer, new TreeSet<>()).remove(blocks.feed());
            List<Effect> effects = replicator.handle(new Event.Received(peer, frame));
            assertTrue(joined.contains(peer) || effects.isEmpty(), "who has not joined is not heard");
            effects.stream()
                    .filter(effect -> effect instanceof Effect.Deliver)
                    .forEach(effect -> assertTrue(owed, "delivered, and nobody wanted it"));
            take(effects);
        }

        private void handle(Event event) {
            take(replicator.handle(event));
        }

        private void take(List<Effect> effects) {
            for (Effect effect : effects) {
                if (effect instanceof Effect.Send send && send.frame() instanceof Frame.Want want) {
                    assertTrue(joined.contains(send.peer()), "wanted of whom who is not there");
                    assertTrue(
                            wanted.computeIfAbsent(send.peer(), peer -> new TreeSet<>())
                                    .add(want.feed()),
                            "wanted twice of one peer");
                } else if (effect instanceof Effect.Send send && send.frame() instanceof Frame.Offer offer) {
                    offer.extents()
                            .extents()
                            .forEach((feed, extent) -> assertEquals(kept.extent(feed), extent, "offered, not durable"));
                } else {
                    assertFalse(effect instanceof Effect.Send, "sends nothing else");
                }
            }
            effects.stream()
                    .flatMap(effect -> effect instanceof Effect.Drop drop ? Stream.of(drop) : Stream.empty())
                    .forEach(drop -> {
                        Promise.isReason(drop.reason());
                        if (joined.contains(drop.peer())) {
                            leave(drop.peer());
                        }
                    });
        }

        private static FeedKey feed(int name) {
            return new FeedKey(Seeds.key(name & 3));
        }

        private static Extent extent(int length, int branch) {
            return length == 0
                    ? Extent.EMPTY
                    : new Extent(length, Hash.of(Bytes.hex("0" + (branch & 1)), Seeds.key(length)));
        }

        private static Optional<Run> run(FeedKey feed, int how) {
            int from = how & 7;
            int blocks = how >> 3 & 7;
            if (blocks == 0) {
                return Optional.empty();
            }
            Head head = new Head(feed, extent(from + blocks, how >> 6), Seeds.SIGNATURE);
            return Optional.of(new Run(from, Collections.nCopies(blocks, Bytes.EMPTY), head));
        }
    }
}
