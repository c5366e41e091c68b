package echo.simulation.world;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.crypto.SignatureScheme;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.model.ModelId;
import echo.api.party.Party;
import echo.api.transport.Address;
import echo.crypto.noise.NoiseHandshakes;
import echo.model.messenger.MessengerModel;
import echo.model.object.ObjectModel;
import echo.node.EchoNode;
import echo.node.Loop;
import echo.node.Ports;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.simulation.network.SimNetwork;
import echo.simulation.network.SimTransport;
import echo.storage.file.FileStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One device of a simulated world: the production node over a disk in memory, the simulated network, and the world's clock.
 * Its disk outlives it: it can crash at any moment and start again. One thread.
 */
public final class SimNode {
    private static final int PORT = 7400;

    private final String name;
    private final SimTime time;
    private final SimNetwork network;
    private final Setup setup;
    private final SplittableRandom random;
    private final List<Loop> loops = new ArrayList<>();
    private MemoryDisk disk = new MemoryDisk();
    private Optional<EchoNode> node = Optional.empty();
    private int starts;

    /**
     * What nodes of a world have in common, and the seed of this one.
     *
     * @param trace takes the notes of the node's road
     */
    public record Setup(SignatureScheme signatures, Trace trace, long seed, long clockErrorMs) {}

    SimNode(String name, SimTime time, SimNetwork network, Setup setup) {
        this.name = name;
        this.time = time;
        this.network = network;
        this.setup = setup;
        this.random = new SplittableRandom(setup.seed());
    }

    public String name() {
        return name;
    }

    /** Where it listens. */
    public Address address() {
        return new Address(SimTransport.SCHEME, name, PORT);
    }

    public boolean isUp() {
        return node.isPresent();
    }

    /** The running node. */
    public EchoNode node() {
        return node.orElseThrow(() -> new IllegalStateException(name + " is down"));
    }

    /** The node's only party, once it has one. */
    public Optional<Party> party() {
        return node.flatMap(it -> it.parties().stream().findFirst());
    }

    /** How often it was started. */
    public int starts() {
        return starts;
    }

    public MemoryDisk disk() {
        return disk;
    }

    /** Boots on what its disk holds. */
    public void start() {
        starts++;
        FileStorage storage =
                FileStorage.open(disk, random.split(), notice -> setup.trace().note(name, "keep", notice));
        EchoNode started = new EchoNode(new Ports(
                new Ports.Crypto(setup.signatures(), new NoiseHandshakes()),
                label -> Hash.of(Bytes.utf8("vault"), Bytes.utf8(name), Bytes.utf8(label))
                        .bytes(),
                storage,
                loop -> loop(),
                this::entropy,
                (verb, party, line) -> setup.trace().note(name, verb.name(), line)));
        node = Optional.of(started);
        started.modelAdded(ModelId.of(ObjectItem.TYPE, "1.0.0"), new ObjectModel());
        started.modelAdded(ModelId.of(ThreadItem.TYPE, "1.0.0"), new MessengerModel());
        started.start();
        started.transportAdded(network.transport(name));
        started.listen(address());
    }

    /** The power goes off: nothing that it was about to do is done, and its disk keeps what {@code survival} says. */
    public void crash(Survival survival) {
        network.crash(name);
        loops.forEach(Loop::close);
        loops.clear();
        node = Optional.empty();
        disk = disk.crash(survival);
    }

    private Loop loop() {
        Loop loop = new SimLoop(time, setup.clockErrorMs());
        loops.add(loop);
        return loop;
    }

    private Bytes entropy(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }
}
