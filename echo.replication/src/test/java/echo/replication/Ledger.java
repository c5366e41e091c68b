package echo.replication;

import echo.api.FeedKey;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** A replicator under random events, and what must follow from them. */
final class Ledger {
    private static final int FEEDS = 4;

    private final Random random;
    private final Replicator replicator = new Replicator();
    private final TreeMap<PeerId, TreeMap<Integer, Integer>> offers = new TreeMap<>();
    private final TreeMap<Integer, Integer> accepted = new TreeMap<>();
    final TreeMap<Integer, PeerId> wanted = new TreeMap<>();
    private final TreeMap<Integer, PeerId> delivered = new TreeMap<>();
    private final TreeSet<Integer> postponed = new TreeSet<>();
    private long lastPeer;

    Ledger(Random random) {
        this.random = random;
    }

    List<String> passedOver() {
        List<String> lines = new ArrayList<>();
        accepted.forEach((feed, have) -> offers.forEach((peer, offer) -> {
            boolean excused = wanted.containsKey(feed) || delivered.containsKey(feed) || postponed.contains(feed);
            if (offer.getOrDefault(feed, 0) > have && !excused) {
                lines.add("feed " + feed + " of " + peer);
            }
        }));
        return lines;
    }

    void step() {
        int feed = random.nextInt(FEEDS);
        switch (random.nextInt(9)) {
            case 0 -> join();
            case 1 -> leave();
            case 2, 3 -> anyPeer().ifPresent(peer -> offer(peer, feed, random.nextInt(9)));
            case 4 -> accept(feed, random.nextInt(9));
            case 5 -> {
                postponed.clear();
                handle(new Event.Tick(0));
            }
            case 6 -> answer(feed, false);
            case 7 -> answer(feed, true);
            default -> judge(feed);
        }
    }

    private void join() {
        PeerId peer = new PeerId(++lastPeer);
        offers.put(peer, new TreeMap<>());
        handle(new Event.PeerJoined(peer));
    }

    private void leave() {
        anyPeer().ifPresent(peer -> {
            offers.remove(peer);
            wanted.values().removeIf(peer::equals);
            handle(new Event.PeerLeft(peer));
        });
    }

    private void offer(PeerId peer, int feed, int length) {
        FeedKey key = Wire.feed(feed);
        if (length > 0) {
            offers.computeIfAbsent(peer, it -> new TreeMap<>()).put(feed, length);
        }
        Timeframe extents = Timeframe.EMPTY.with(key, Wire.extent(key, length));
        handle(new Event.Received(peer, new Frame.Offer(extents)));
    }

    private void accept(int feed, int length) {
        FeedKey key = Wire.feed(feed);
        accepted.put(feed, length);
        delivered.remove(feed);
        handle(new Event.Accepted(key, Wire.extent(key, length)));
    }

    private void answer(int feed, boolean empty) {
        PeerId peer = wanted.remove(feed);
        if (peer == null) {
            return;
        }
        FeedKey key = Wire.feed(feed);
        int have = accepted.getOrDefault(feed, 0);
        if (empty) {
            forget(peer, feed);
        } else {
            delivered.put(feed, peer);
        }
        Optional<Run> run = empty ? Optional.empty() : Optional.of(Wire.run(key, have, 1 + random.nextInt(3), 1));
        handle(new Event.Received(peer, new Frame.Blocks(key, run)));
    }

    private void judge(int feed) {
        PeerId peer = delivered.remove(feed);
        if (peer == null) {
            return;
        }
        if (random.nextBoolean()) {
            forget(peer, feed);
            handle(new Event.Rejected(peer, Wire.feed(feed)));
        } else {
            postponed.add(feed);
            handle(new Event.Postponed(Wire.feed(feed)));
        }
    }

    private void forget(PeerId peer, int feed) {
        offers.getOrDefault(peer, new TreeMap<>()).remove(feed);
    }

    private Optional<PeerId> anyPeer() {
        return offers.keySet().stream().skip(random.nextInt(offers.size() + 1)).findFirst();
    }

    private void handle(Event event) {
        for (Effect effect : replicator.handle(event)) {
            if (effect instanceof Effect.Send send && send.frame() instanceof Frame.Want want) {
                for (int feed = 0; feed < FEEDS; feed++) {
                    if (Wire.feed(feed).equals(want.feed())) {
                        wanted.put(feed, send.peer());
                    }
                }
            }
        }
    }
}
