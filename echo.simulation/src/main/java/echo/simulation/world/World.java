package echo.simulation.world;

import echo.api.Bytes;
import echo.api.Signature;
import echo.api.VerifyingKey;
import echo.api.crypto.Handshake;
import echo.api.crypto.Sealing;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.item.TextItem;
import echo.api.item.ThreadItem;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.crypto.AesGcmSealing;
import echo.crypto.jpake.JpakeExchanges;
import echo.crypto.noise.NoiseHandshakes;
import echo.model.messenger.MessengerModel;
import echo.model.object.ObjectModel;
import echo.model.text.TextModel;
import echo.node.Ports;
import echo.simulation.disk.Survival;
import echo.simulation.network.SimNetwork;
import echo.simulation.network.SimTransport;
import echo.simulation.network.Spoil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Some nodes, a network, one clock, one seed. Everything that happens is a function of the seed and of what the caller does.
 *
 * <p>One thread.
 */
public final class World {
    /** How wrong wall clocks are at most: 400 days. */
    public static final long CLOCK_ERROR_MS = 400L * 24 * 3_600_000;

    private static final long PATIENCE_MS = 60_000;

    private final Settings settings;
    private final SplittableRandom random;
    private final SimTime time = new SimTime();
    private final Trace trace;
    private final SimNetwork network;
    private final SimTransport strangers;
    private final List<SimNode> nodes = new ArrayList<>();
    private final Set<Runnable> undone = new LinkedHashSet<>();
    private final Observers observers = new Observers();
    private final Ledger ledger = new Ledger();
    private final Backups backups = new Backups(this);
    private final Expectations expectations = new Expectations(this);
    private final Admissions admissions = new Admissions(this);
    private final Recovery recovery = new Recovery(this);
    private final List<String> complaints = new ArrayList<>();
    private final Map<Signed, Boolean> verified = new HashMap<>();

    private record Signed(VerifyingKey key, Bytes content, Signature signature) {}

    /**
     * What a world is made of.
     *
     * @param peers nodes at the beginning, at least 1
     * @param crypto signatures and handshakes, shared by all nodes
     * @param models the models whose bundles every node has
     * @param tells whether the trace keeps lines
     */
    public record Settings(int peers, Ports.Crypto crypto, SortedMap<ModelId, Model<?>> models, boolean tells) {
        public Settings {
            if (peers < 1) {
                throw new IllegalArgumentException("a world of " + peers + " peers");
            }
            models = Collections.unmodifiableSortedMap(new TreeMap<>(models));
        }

        /** The models that come with ECHO. */
        public static SortedMap<ModelId, Model<?>> ownModels() {
            return new TreeMap<>(Map.of(
                    ModelId.of(ObjectItem.TYPE, "1.1.0"), new ObjectModel(),
                    ModelId.of(ThreadItem.TYPE, "1.1.0"), new MessengerModel(),
                    ModelId.of(TextItem.TYPE, "1.0.0"), new TextModel()));
        }
    }

    /** A world of {@code peers} nodes with ECHO's own models, all up, none knowing another. */
    public World(long seed, int peers, SignatureScheme signatures) {
        this(
                seed,
                new Settings(
                        peers,
                        new Ports.Crypto(signatures, new NoiseHandshakes(), new AesGcmSealing(), new JpakeExchanges()),
                        Settings.ownModels(),
                        false));
    }

    /** A world as {@code settings} say, its nodes all up, none knowing another. */
    public World(long seed, Settings settings) {
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.trace = new Trace(time, settings.tells());
        this.network = new SimNetwork(time, random.split(), trace);
        this.strangers = network.transport("stranger");
        observers.add(ledger);
        observers.add(backups);
        for (int i = 0; i < settings.peers(); i++) {
            add();
        }
    }

    /** What bodies are sealed with here. */
    public Sealing sealing() {
        return settings.crypto().sealing();
    }

    Settings settings() {
        return settings;
    }

    public SplittableRandom random() {
        return random;
    }

    public SimTime time() {
        return time;
    }

    public SimNetwork network() {
        return network;
    }

    public Trace trace() {
        return trace;
    }

    /** All nodes that ever were, by number. */
    public List<SimNode> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    public SimNode node(int index) {
        return nodes.get(index);
    }

    /** Any node, up or down. */
    public SimNode any(SplittableRandom chance) {
        return nodes.get(chance.nextInt(nodes.size()));
    }

    /** A node other than {@code node}, if there is one. */
    public SimNode another(SimNode node, SplittableRandom chance) {
        List<SimNode> others = nodes.stream().filter(other -> other != node).toList();
        return others.isEmpty() ? node : others.get(chance.nextInt(others.size()));
    }

    /** The models that every node has when nothing is amiss. */
    public List<ModelId> models() {
        return List.copyOf(settings.models().keySet());
    }

    /** What stores hold. */
    public Ledger ledger() {
        return ledger;
    }

    /** Old images of disks. */
    public Backups backups() {
        return backups;
    }

    /** What may be expected of whom. */
    public Expectations expectations() {
        return expectations;
    }

    /** Who joins, and how. */
    public Admissions admissions() {
        return admissions;
    }

    /** A promise was broken, as {@code text} says. */
    public void complain(String promise, String text) {
        complaints.add(promise + ": " + text);
    }

    /** Broken promises, in the order in which they were noticed. */
    public List<String> complaints() {
        return Collections.unmodifiableList(complaints);
    }

    /** Whether {@code signature} is by {@code key} over {@code signed}; found out once, however many nodes store it. */
    public boolean verifies(VerifyingKey key, Bytes signed, Signature signature) {
        return verified.computeIfAbsent(
                new Signed(key, signed, signature),
                it -> settings.crypto().signatures().verify(key, signed, signature));
    }

    /**
     * Begins to speak about the party, by somebody whose session key is {@code secret}; nothing while there is none. Both are 32
     * random bytes.
     */
    public Optional<Handshake> handshake(Bytes secret, Bytes ephemeral) {
        return preamble().map(prologue -> settings.crypto().handshakes().initiate(prologue, secret, ephemeral));
    }

    /** A place in the network that belongs to nobody of the party. */
    public SimTransport stranger() {
        return strangers;
    }

    /** What somebody says first who wants to speak about the party; nothing while there is none. */
    public Optional<Bytes> preamble() {
        return node(0).party()
                .map(party -> Bytes.concat(
                        Bytes.utf8("echo/session/1"),
                        settings.crypto().handshakes().discoveryId(party.key())));
    }

    /** The signing key that grows from {@code seed}, of nobody in the world. */
    public SigningKey signingKey(Bytes seed) {
        return settings.crypto().signatures().signingKey(seed);
    }

    /** Cuts {@code group} off from all others, until what is given is run. */
    public Runnable cutOff(List<SimNode> group) {
        group.forEach(node -> trace.note(node.name(), "is cut off", "cut off", () -> ""));
        BooleanSupplier end =
                network.partition(group.stream().map(SimNode::name).toList());
        return () -> {
            if (end.getAsBoolean()) {
                group.forEach(node -> trace.note(node.name(), "is reached again", "cut ended", () -> ""));
            }
        };
    }

    /** Lets nothing more of what {@code from} sends reach {@code to}, until what is given is run. */
    public Runnable cut(SimNode from, SimNode to) {
        trace.note(from.name(), "does not reach", "cut one way", to::name);
        BooleanSupplier end = network.cut(from.name(), to.name());
        return () -> {
            if (end.getAsBoolean()) {
                trace.note(from.name(), "reaches", "cut ended", to::name);
            }
        };
    }

    /** Ends all cuts; whether there was any. */
    public boolean rejoin() {
        boolean any = network.heal();
        if (any) {
            trace.note("", "cuts end", "cuts ended", () -> "");
        }
        return any;
    }

    /** Does {@code how} to the next frame. */
    public void spoilNext(Spoil how) {
        network.spoilNext(how);
    }

    /** {@code node} owes its user an answer, which {@code receipt} is. */
    public void ask(SimNode node, CompletionStage<?> receipt) {
        observers.asked(node, receipt);
    }

    /** {@code node} said to its user that what {@code written} covers is durable. */
    public void acknowledge(SimNode node, Timeframe written) {
        observers.acknowledged(node, written);
    }

    /** What happened so far: tasks that were run. */
    public long events() {
        return time.done();
    }

    /** Who hears what the nodes do. */
    Observer observer() {
        return observers;
    }

    /** From now on {@code observer} hears what happens. */
    public void tell(Observer observer) {
        observers.add(observer);
    }

    /** Adds a node, which is up and knows nobody. */
    public SimNode add() {
        return add(new SimNode("n" + nodes.size(), this, random.nextLong()));
    }

    /** The same, with the key of {@code node}'s member: another device of it. */
    public SimNode addDeviceOf(SimNode node) {
        return add(new SimNode("n" + nodes.size(), this, random.nextLong()).of(node));
    }

    private SimNode add(SimNode node) {
        nodes.add(node);
        node.start();
        return node;
    }

    /** The first node starts a party, and all others join it with codes; the second may become an admin too, the last a reader. */
    public void assemble() {
        admissions.assemble();
    }

    /** Every node that is up keeps a connection to every other. */
    public void connectAll() {
        nodes.stream().filter(SimNode::isUp).forEach(this::connectToOthers);
    }

    /** {@code from} keeps a connection to every other node. */
    public void connectToOthers(SimNode from) {
        nodes.stream().filter(to -> to != from).forEach(to -> from.node().connect(to.address()));
    }

    /** Boots {@code node}, which is down, and connects it. */
    public void start(SimNode node) {
        node.start();
        if (node.isUp()) {
            connectToOthers(node);
        }
    }

    /** Lets {@code durationMs} pass. */
    public void pass(long durationMs) {
        time.pass(durationMs);
        nodes.forEach(SimNode::watch);
    }

    /** Lets time pass until {@code stage} is complete, and gives what it gives. */
    public <T> T await(CompletionStage<T> stage) {
        CompletableFuture<T> result = stage.toCompletableFuture();
        long deadline = time.nowMs() + PATIENCE_MS;
        while (!result.isDone()) {
            if (time.nowMs() > deadline) {
                throw new IllegalStateException("nothing came of it within " + PATIENCE_MS + " ms");
            }
            pass(1);
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("it failed: " + e.getMessage(), e.getCause());
        }
    }

    /** What was begun is ended by {@code end}, after {@code durationMs} or when all faults end, whichever comes first. */
    public void endAfter(long durationMs, Runnable end) {
        undone.add(end);
        time.after(durationMs, () -> undo(end));
    }

    private void undo(Runnable end) {
        if (undone.remove(end)) {
            end.run();
        }
    }

    /** Ends all faults, starts what is down, connects all with all, and lets in who is not in the party yet. */
    public void heal() {
        List.copyOf(undone).forEach(this::undo);
        recovery.heal();
    }

    /** Cuts the power of {@code node}, which has some; its disk keeps a random part of what it had not forced. */
    public void crash(SimNode node) {
        node.crash(Survival.prefix(random));
    }

    /** Lets time pass until all nodes hold the same, at most {@code patienceMs}; whether they then do. */
    public boolean converges(long patienceMs) {
        long deadline = time.nowMs() + patienceMs;
        while (time.nowMs() < deadline && !agrees()) {
            pass(100);
        }
        return agrees();
    }

    /**
     * Whether all nodes that are trusted have applied the same messages, hold back the same, and show the same state; where a feed
     * has two branches, whether they store the same of all others, and those that have applied the same show the same.
     */
    public boolean agrees() {
        return recovery.agrees();
    }
}
