package echo.simulation.world;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.EchoException;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.crypto.SigningKey;
import echo.api.feed.GroupCommit;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.party.Party;
import echo.api.party.View;
import echo.api.transport.Address;
import echo.node.EchoNode;
import echo.node.Loop;
import echo.node.Ports;
import echo.node.Road;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.simulation.network.SimTransport;
import echo.storage.file.FileStorage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One device of a simulated world: the production node over a disk in memory, the simulated network, and a clock of its own. Its
 * disk outlives it: it can lose power at any moment and start again. One thread.
 */
public final class SimNode {
    private static final int PORT = 7400;

    /** The loop of a node on which those are called who watch. */
    private static final String SUBSCRIBERS = "notices";

    /** How much later than things happen slow subscribers hear of them, at most; on one node in four they are slow. */
    private static final int SLOWEST_MS = 200;

    /** How large segments of its logs are on one node in four; on the others all that a world writes fits into one. */
    private static final long SMALL_SEGMENT_BYTES = 16 << 10;

    private static final Map<Road.Step, String> VERBS = new EnumMap<>(Road.Step.class);
    private static final Map<Road.Step, String> KINDS = new EnumMap<>(Road.Step.class);

    static {
        for (Road.Step step : Road.Step.values()) {
            String verb = step.verb().name().toLowerCase(Locale.ROOT);
            VERBS.put(step, verb);
            KINDS.put(step, verb + ": " + step.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
    }

    private final String name;
    private String identity;
    private final World world;
    private final SimClock clock;
    private final SplittableRandom random;
    private final long lagMs;
    private FileStorage.Settings settings;
    private final TreeMap<ModelId, Model<?>> models;
    private final List<SimLoop> loops = new ArrayList<>();
    private MemoryDisk disk = new MemoryDisk();
    private Optional<Running> running = Optional.empty();
    private Optional<SimTransport> left = Optional.empty();
    private int starts;

    /** What there is of a node while it has power. */
    private static final class Running {
        private final EchoNode node;
        private final FileStorage storage;
        private SimTransport transport;
        private Optional<Party> watched = Optional.empty();
        private boolean stopping;

        private Running(EchoNode node, FileStorage storage, SimTransport transport) {
            this.node = node;
            this.storage = storage;
            this.transport = transport;
        }
    }

    SimNode(String name, World world, long seed) {
        this.name = name;
        this.identity = name;
        this.world = world;
        this.random = new SplittableRandom(seed);
        this.lagMs = Math.floorMod(seed, 4) == 0 ? Math.floorMod(seed >> 2, SLOWEST_MS) : 0;
        this.settings = Math.floorMod(seed >> 16, 4) == 0
                ? FileStorage.Settings.ofSegments(SMALL_SEGMENT_BYTES)
                : FileStorage.Settings.DEFAULT;
        this.clock = new SimClock(world.time(), random.nextLong(-World.CLOCK_ERROR_MS, World.CLOCK_ERROR_MS));
        this.models = new TreeMap<>(world.settings().models());
    }

    public String name() {
        return name;
    }

    /** The same, with the key of {@code other}'s member, before its start. */
    SimNode of(SimNode other) {
        identity = other.identity;
        return this;
    }

    /** Where it listens. */
    public Address address() {
        return new Address(SimTransport.SCHEME, name, PORT);
    }

    /** Whether it has power and is not shutting down. */
    public boolean isUp() {
        return running.filter(it -> !it.stopping).isPresent();
    }

    /** Whether it has no power. */
    public boolean isDown() {
        return running.isEmpty();
    }

    /** The running node. */
    public EchoNode node() {
        return running.map(it -> it.node).orElseThrow(() -> new IllegalStateException(name + " is down"));
    }

    /** The node's only party, once it has one. */
    public Optional<Party> party() {
        return running.filter(it -> !it.stopping)
                .flatMap(it -> it.node.parties().stream().findFirst());
    }

    /** How often it was started. */
    public int starts() {
        return starts;
    }

    public MemoryDisk disk() {
        return disk;
    }

    public SimClock clock() {
        return clock;
    }

    /** The models whose bundles are there. */
    public Map<ModelId, Model<?>> models() {
        return Map.copyOf(models);
    }

    /** From its next start on it commits like that. */
    public void commit(GroupCommit commits) {
        settings = new FileStorage.Settings(settings.segmentBytes(), commits);
    }

    /** Boots on what its disk holds. If the disk fails meanwhile, it stays down. */
    public void start() {
        if (!isDown()) {
            throw new IllegalStateException(name + " runs already");
        }
        starts++;
        note("starts", "boot", "");
        MemoryDisk bootedOn = disk;
        disk.faults().tell(world.trace()::count);
        try {
            boot();
        } catch (EchoException e) {
            note("fails to start", "boot failed", String.valueOf(e.getMessage()));
            if (bootedOn == disk) { // else it lost power meanwhile
                die();
            }
        }
    }

    private void boot() {
        FileStorage storage =
                FileStorage.open(disk, settings, random.split(), notice -> note("keep", "store mended", notice));
        left.ifPresent(it -> note("gets storage", "storage back", ""));
        SimTransport transport =
                left.filter(it -> !it.stopped()).orElseGet(() -> world.network().transport(name));
        left = Optional.empty();
        EchoNode node = new EchoNode(new Ports(
                world.settings().crypto(),
                this::secret,
                new WatchedStorage(storage, this, world.observer()),
                this::loop,
                this::entropy,
                (step, party, line) ->
                        world.trace().note(name, VERBS.getOrDefault(step, ""), KINDS.getOrDefault(step, ""), line)));
        running = Optional.of(new Running(node, storage, transport));
        models.forEach(node::modelAdded);
        node.start();
        node.transportAdded(transport);
        node.listen(address());
    }

    /** What its vault gives: a function of its name, but for the key of its member, which another may have brought. */
    private Bytes secret(String label) {
        String holder = label.equals("member/1") ? identity : name;
        return Hash.of(Bytes.utf8("vault"), Bytes.utf8(holder), Bytes.utf8(label))
                .bytes();
    }

    /** The key of its data feed in {@code party}, for who has got hold of the device. */
    public SigningKey dataKey(PartyKey party) {
        return key("feed/data/" + party.bytes().toHex() + "/1");
    }

    /** The key of its control feed in {@code party}, for the same. */
    public SigningKey controlKey(PartyKey party) {
        return key("feed/control/" + party.bytes().toHex() + "/1");
    }

    /** The device's own key, for the same. */
    public SigningKey deviceKey() {
        return key("device/1");
    }

    /** What its device shares secrets with, for who checks what it can read. */
    public Bytes exchangeSecret() {
        return secret("exchange/1");
    }

    /** The device, as others know it. */
    public DeviceKey device() {
        return new DeviceKey(deviceKey().publicKey());
    }

    private SigningKey key(String label) {
        return world.settings().crypto().signatures().signingKey(secret(label));
    }

    /** What the steps of the road are counted as. */
    public static List<String> kinds() {
        return List.copyOf(KINDS.values());
    }

    /** The power goes off: nothing that it was about to do is done, and its disk keeps what {@code survival} says. */
    public void crash(Survival survival) {
        note("loses power", "crash", "");
        world.network().crash(name);
        off();
        disk = disk.crash(survival);
        world.observer().crashed(this);
    }

    /** The power goes off just before the disk is to make its change number {@code changes} from now on. */
    public void cutPowerAfter(long changes, Survival survival) {
        MemoryDisk failing = disk;
        disk.faults().powerOffAfter(changes, () -> {
            if (failing == disk) {
                world.trace().count("power cut at the disk");
                crash(survival);
            }
        });
    }

    /** Its process ends; the machine goes on, and with it what the system remembers of files. */
    private void die() {
        note("ends", "process ended", "");
        world.network().crash(name);
        off();
        disk.unlock();
    }

    private void off() {
        loops.forEach(Loop::close);
        loops.clear();
        running = Optional.empty();
    }

    /** The power goes off just as it is to send its frame number {@code frames} from now on. */
    public void cutPowerAtSend(int frames, Survival survival) {
        running.ifPresent(it -> it.transport.stopAtSend(frames, () -> {
            if (running.filter(it::equals).isPresent()) {
                world.trace().count("power cut at a send");
                crash(survival);
            }
        }));
    }

    /** Nothing goes wrong any more: the disk works, the power stays, and all bundles are there. */
    void mend() {
        disk.faults().mend();
        running.ifPresent(it -> it.transport.stopAtSend(-1, () -> {}));
        world.models().forEach(this::addModel);
        addTransport();
    }

    /** Shuts down in good order, which takes a while. */
    public void stop() {
        stop(() -> {});
    }

    /** Shuts down in good order; once it is down, unless it loses power before, {@code then} is run. */
    public void stop(Runnable then) {
        Running stopping = running.orElseThrow();
        note("is shut down", "shutdown", "");
        stop(stopping, stopping.transport::close, then);
    }

    /**
     * The storage's bundle goes. The node, which cannot be without, stops in good order; the transport stays, and is there when
     * the bundle comes back and {@link #start} makes a new node.
     */
    public void removeStorage() {
        Running stopping = running.orElseThrow();
        note("loses storage", "storage gone", "");
        stop(stopping, () -> left = Optional.of(stopping.transport), () -> {});
    }

    private void stop(Running stopping, Runnable last, Runnable then) {
        stopping.stopping = true;
        stopping.node.stop().whenComplete((done, failure) -> {
            if (running.filter(stopping::equals).isPresent()) {
                last.run();
                stopping.storage.close();
                off();
                then.run();
            }
        });
    }

    /** It stands still, as a machine that is suspended; its peers hear nothing of it. */
    public void pause() {
        note("stands still", "pause", "");
        loops.forEach(SimLoop::pause);
    }

    /** It goes on. */
    public void resume() {
        note("goes on", "resumed", "");
        List.copyOf(loops).forEach(SimLoop::resume);
    }

    /** The bundle with the model {@code id} goes; whether it was there. */
    public boolean removeModel(ModelId id) {
        Model<?> model = models.remove(id);
        if (model == null) {
            return false;
        }
        note("loses model", "model gone", id.toString());
        running.ifPresent(it -> it.node.modelRemoved(id, model));
        return true;
    }

    /** The bundle with the model {@code id} comes back. */
    public void addModel(ModelId id) {
        Model<?> model = world.settings().models().get(id);
        if (model != null && models.putIfAbsent(id, model) == null) {
            note("gets model", "model back", id.toString());
            running.ifPresent(it -> it.node.modelAdded(id, model));
        }
    }

    /** The transport's bundle goes; whether it was there, in a node that runs. */
    public boolean removeTransport() {
        Optional<Running> using = running.filter(it -> !it.stopping && !it.transport.stopped());
        using.ifPresent(it -> {
            note("loses transport", "transport gone", "");
            it.node.transportRemoved(it.transport);
            it.transport.close();
        });
        return using.isPresent();
    }

    /** The transport's bundle comes back, if it is away. */
    public void addTransport() {
        running.filter(it -> !it.stopping && it.transport.stopped()).ifPresent(it -> {
            note("gets transport", "transport back", "");
            it.transport = world.network().transport(name);
            it.node.transportAdded(it.transport);
        });
    }

    /** Puts {@code image} into the node, which is down, in place of its disk. */
    public void setBack(MemoryDisk image) {
        if (!isDown()) {
            throw new IllegalStateException(name + " is up");
        }
        note("gets an older disk", "old image", "");
        disk = image;
        world.observer().setBack(this);
    }

    /** Tells the world's observers of the party's views from now on, if there is a party that they do not hear of yet. */
    void watch() {
        running.filter(it -> it.watched.isEmpty())
                .ifPresent(it -> party().ifPresent(party -> {
                    it.watched = Optional.of(party);
                    party.subscribe(view -> published(it, view));
                    published(it, party.view());
                }));
    }

    private void published(Running by, View view) {
        if (running.filter(by::equals).isPresent()) {
            world.observer().published(this, view);
        }
    }

    private Loop loop(String thread) {
        SimLoop loop = new SimLoop(world.time(), clock, thread.equals(SUBSCRIBERS) ? lagMs : 0);
        loops.add(loop);
        return loop;
    }

    private Bytes entropy(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    private void note(String verb, String kind, String text) {
        world.trace().note(name, verb, kind, () -> text);
    }

    @Override
    public String toString() {
        return name;
    }
}
