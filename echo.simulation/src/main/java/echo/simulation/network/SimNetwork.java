package echo.simulation.network;

import echo.api.Bytes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The network between the nodes of a simulated world: every delay and every fault is drawn from one generator, in the order of
 * the calls, so that one seed and one timeline give one course of events (P7).
 *
 * <p>Handlers are called by the timeline, never within a call of a channel or a transport. One thread.
 */
public final class SimNetwork {
    /** How long a channel across a new cut lives at most, if nothing is sent that finds out sooner. */
    private static final long IDLE_CUT_MS = 20_000;

    private final Timeline timeline;
    private final RandomGenerator random;
    private final Map<String, SimTransport> nodes = new TreeMap<>();
    private final Map<Way, Link> links = new TreeMap<>();
    private final Set<Cut> cuts = new LinkedHashSet<>();
    private final Map<Way, Long> clogs = new TreeMap<>();
    private final Set<SimConnection> connections = new LinkedHashSet<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final SortedMap<String, Long> seen = new TreeMap<>();
    private final Witness witness;
    private Optional<Spoil> spoil = Optional.empty();
    private Optional<Bytes> recorded = Optional.empty();
    private double extraLoss;
    private long extraDelayMs;
    private boolean calm;

    private record Way(String from, String to) implements Comparable<Way> {
        @Override
        public int compareTo(Way other) {
            int byFrom = from.compareTo(other.from);
            return byFrom != 0 ? byFrom : to.compareTo(other.to);
        }
    }

    /** Ways on which nothing passes, until it ends. Each is another, be its ways the same. */
    private static final class Cut {
        private final Set<Way> ways;

        private Cut(Set<Way> ways) {
            this.ways = ways;
        }
    }

    public SimNetwork(Timeline timeline, RandomGenerator random) {
        this(timeline, random, Witness.BLIND);
    }

    /** A network of which {@code witness} takes note. */
    public SimNetwork(Timeline timeline, RandomGenerator random, Witness witness) {
        this.timeline = timeline;
        this.random = random;
        this.witness = witness;
    }

    /**
     * The place of the node {@code host}, which has none or whose former place was closed or crashed.
     *
     * @throws IllegalArgumentException if {@code host} is running
     */
    public SimTransport transport(String host) {
        SimTransport former = nodes.get(host);
        if (former != null && !former.stopped()) {
            throw new IllegalArgumentException("node " + host + " runs already");
        }
        SimTransport transport = new SimTransport(this, host);
        nodes.put(host, transport);
        return transport;
    }

    /** Makes the way {@code from} → {@code to} what {@code link} says; otherwise it is drawn when it is first used. */
    public void link(String from, String to, Link link) {
        links.put(new Way(from, to), link);
    }

    /** What the way {@code from} → {@code to} is like. */
    public Link link(String from, String to) {
        Link link = links.computeIfAbsent(new Way(from, to), way -> Link.draw(random));
        if (calm) {
            return link.lossless();
        }
        return extraLoss == 0 && extraDelayMs == 0 ? link : link.worse(extraLoss, extraDelayMs);
    }

    /**
     * Cuts {@code group} off from all other nodes, both ways. Channels across break when they are used, or in a while.
     *
     * @return ends this cut, and no other; says whether it was still in force
     */
    public BooleanSupplier partition(Collection<String> group) {
        Set<Way> ways = new TreeSet<>();
        for (String inside : group) {
            for (String outside : nodes.keySet()) {
                if (!group.contains(outside)) {
                    ways.add(new Way(inside, outside));
                    ways.add(new Way(outside, inside));
                }
            }
        }
        return cut(ways);
    }

    /**
     * Cuts one way only: what {@code from} sends does not reach {@code to}.
     *
     * @return ends this cut, and no other; says whether it was still in force
     */
    public BooleanSupplier cut(String from, String to) {
        return cut(Set.of(new Way(from, to)));
    }

    private BooleanSupplier cut(Set<Way> ways) {
        Cut cut = new Cut(ways);
        if (!calm) {
            ways.stream().filter(way -> !isCut(way.from, way.to)).forEach(this::breakOff);
            cuts.add(cut);
        }
        return () -> cuts.remove(cut);
    }

    private void breakOff(Way way) {
        count("way cut");
        for (SimConnection connection : connections) {
            if (connection.isBetween(way.from, way.to)) {
                after(random.nextLong(IDLE_CUT_MS), () -> loseIfCut(connection));
            }
        }
    }

    /** Clogs one way for {@code durationMs}: what {@code from} sends meanwhile reaches {@code to} after that, in order. */
    public void clog(String from, String to, long durationMs) {
        if (!calm) {
            count("way clogged");
            clogs.merge(new Way(from, to), nowMs() + durationMs, Math::max);
        }
    }

    /** How long the way {@code from} → {@code to} stays clogged, in ms; 0 if it is free. */
    long cloggedMs(String from, String to) {
        return clogs.isEmpty() ? 0 : Math.max(0, clogs.getOrDefault(new Way(from, to), 0L) - nowMs());
    }

    /** Every way loses {@code loss} of its frames more, 0 to 1, and takes {@code delayMs} longer. */
    public void worsen(double loss, long delayMs) {
        extraLoss = calm ? 0 : loss;
        extraDelayMs = calm ? 0 : delayMs;
    }

    /** Does {@code how} to the next frame that somebody sends. */
    public void spoilNext(Spoil how) {
        spoil = calm ? Optional.empty() : Optional.of(how);
    }

    /** What of {@code frame}, sent on {@code from}, really goes on its way, in order. */
    List<Bytes> sent(SimChannel from, Bytes frame) {
        Optional<Bytes> before = recorded;
        if (frame.size() > 1 && random.nextInt(16) == 0) {
            recorded = Optional.of(frame);
        }
        if (spoil.isEmpty() || frame.size() < 2) {
            return from.behind(frame);
        }
        Spoil how = spoil.get();
        spoil = Optional.empty();
        count("frame spoilt: " + how.name().toLowerCase(Locale.ROOT));
        return switch (how) {
            case FLIP -> List.of(flipped(frame));
            case DOUBLE -> List.of(frame, frame);
            case SWALLOW -> List.of();
            case SWAP -> from.holdBack(frame);
            case REPLAY -> before.map(old -> List.of(old, frame)).orElse(List.of(frame, frame));
            case CUT -> List.of(frame.slice(0, 1 + random.nextInt(frame.size() - 1)));
        };
    }

    private Bytes flipped(Bytes frame) {
        byte[] bytes = frame.toByteArray();
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return Bytes.owning(bytes);
    }

    /** Ends all cuts; whether there was any. Channels that broke stay broken. */
    public boolean heal() {
        boolean any = !cuts.isEmpty();
        cuts.clear();
        return any;
    }

    /** Ends all faults for good: no cuts, no loss. Delays stay. */
    public void calm() {
        heal();
        clogs.clear();
        worsen(0, 0);
        spoil = Optional.empty();
        calm = true;
    }

    /** Channels that lead to or from the node {@code host}. */
    public long channels(String host) {
        return connections.stream().filter(connection -> connection.isOf(host)).count();
    }

    /** Resets every channel between two nodes, whatever is on its way. */
    public void reset(String host, String other) {
        for (SimConnection connection : List.copyOf(connections)) {
            if (connection.isBetween(host, other)) {
                connection.reset();
            }
        }
    }

    /** Resets one channel, drawn from all; whether there was any. */
    public boolean resetAny() {
        if (connections.isEmpty()) {
            return false;
        }
        List.copyOf(connections).get(random.nextInt(connections.size())).reset();
        return true;
    }

    /** The node stops in mid-sentence: its handlers hear nothing more, its peers that the connection was reset. */
    public void crash(String host) {
        SimTransport node = nodes.get(host);
        if (node != null) {
            count("node crashed");
            node.crash();
        }
    }

    /** What handlers threw: each closed its channel, as with any transport; a checker wants this empty. */
    public List<Throwable> failures() {
        return Collections.unmodifiableList(failures);
    }

    /** How often each kind of event happened, to see that a world met the faults that it was to meet. */
    public SortedMap<String, Long> seen() {
        return Collections.unmodifiableSortedMap(seen);
    }

    boolean isCut(String from, String to) {
        if (cuts.isEmpty()) {
            return false;
        }
        Way way = new Way(from, to);
        return cuts.stream().anyMatch(cut -> cut.ways.contains(way));
    }

    Optional<SimTransport> at(String host) {
        return Optional.ofNullable(nodes.get(host));
    }

    void connect(SimConnection connection) {
        connections.add(connection);
        count("channel opened");
        connection.open();
    }

    void forget(SimConnection connection) {
        connections.remove(connection);
    }

    void left(SimTransport transport, String reason) {
        for (SimConnection connection : List.copyOf(connections)) {
            connection.leave(transport, reason);
        }
    }

    void count(String event) {
        seen.merge(event, 1L, Long::sum);
        witness.count(event);
    }

    void content(long content) {
        witness.content(content);
    }

    long nowMs() {
        return timeline.nowMs();
    }

    void after(long delayMs, Runnable task) {
        timeline.after(delayMs, task);
    }

    RandomGenerator random() {
        return random;
    }

    /** Calls a handler; false when it threw, which is kept. */
    boolean guarded(Runnable call) {
        return guarded(() -> {
                    call.run();
                    return true;
                })
                .orElse(false);
    }

    /** What {@code call} gives; nothing when it threw, which is kept. */
    <T> Optional<T> guarded(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (RuntimeException | Error e) {
            failures.add(e);
            return Optional.empty();
        }
    }

    private void loseIfCut(SimConnection connection) {
        if (connection.isCut()) {
            connection.lose();
        }
    }
}
