package echo.simulation.fault;

import echo.simulation.fault.disk.DiskFull;
import echo.simulation.fault.disk.ForceFails;
import echo.simulation.fault.disk.Misdirection;
import echo.simulation.fault.disk.OldImage;
import echo.simulation.fault.disk.ReadFails;
import echo.simulation.fault.disk.Rot;
import echo.simulation.fault.disk.WriteFails;
import echo.simulation.fault.network.Clog;
import echo.simulation.fault.network.Isolation;
import echo.simulation.fault.network.Mending;
import echo.simulation.fault.network.OneWay;
import echo.simulation.fault.network.Partition;
import echo.simulation.fault.network.Reset;
import echo.simulation.fault.network.Spoiling;
import echo.simulation.fault.network.Storm;
import echo.simulation.fault.node.ClockDrift;
import echo.simulation.fault.node.ClockJump;
import echo.simulation.fault.node.Crash;
import echo.simulation.fault.node.ModelAway;
import echo.simulation.fault.node.Pause;
import echo.simulation.fault.node.PowerCut;
import echo.simulation.fault.node.Restart;
import echo.simulation.fault.node.SendCut;
import echo.simulation.fault.node.Shutdown;
import echo.simulation.fault.node.StorageAway;
import echo.simulation.fault.node.TransportAway;
import echo.simulation.fault.party.Flood;
import echo.simulation.fault.party.Impostor;
import echo.simulation.fault.party.Lie;
import echo.simulation.fault.party.Newcomer;
import echo.simulation.fault.party.Removal;
import echo.simulation.fault.party.Rivals;
import echo.simulation.fault.party.SharedCode;
import echo.simulation.fault.party.Stranger;
import echo.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** All kinds of trouble that there are, each with its knob where a world can stand it. */
public final class Faults {
    private static final long MINUTE_MS = 60_000;

    /** What mends: it is in every world, so that trouble comes in turns. */
    public static final List<Fault> MENDING = List.of(new Mending(), new Restart(3));

    /** What breaks, each of which may be in a world or not. */
    public static final List<Fault> BREAKING = List.of(
            new Storm(0.3),
            new Partition(MINUTE_MS),
            new Isolation(MINUTE_MS),
            new OneWay(MINUTE_MS),
            new Clog(20_000),
            new Reset(4),
            new Spoiling(3),
            new Crash(2),
            new PowerCut(60),
            new SendCut(40),
            new Shutdown(1),
            new Pause(MINUTE_MS),
            new ClockJump(World.CLOCK_ERROR_MS),
            new ClockDrift(5),
            new WriteFails(20),
            new ForceFails(6),
            new ReadFails(20),
            new DiskFull(4096),
            new Rot(8),
            new Misdirection(16),
            new OldImage(1),
            new ModelAway(MINUTE_MS),
            new TransportAway(MINUTE_MS),
            new StorageAway(MINUTE_MS),
            new Newcomer(7),
            new SharedCode(8),
            new Rivals(8, MINUTE_MS),
            new Stranger(20),
            new Impostor(5),
            new Flood(100),
            new Lie(2),
            new Removal(MINUTE_MS));

    private Faults() {}

    /** The kind of that name. */
    public static Optional<Fault> named(String name) {
        return all().stream().filter(fault -> fault.name().equals(name)).findFirst();
    }

    /** Every kind. */
    public static List<Fault> all() {
        List<Fault> all = new ArrayList<>(MENDING);
        all.addAll(BREAKING);
        return all;
    }

    /** A random choice: each kind that breaks is in with an even chance, so that kinds also occur alone. */
    public static List<Fault> swarm(SplittableRandom random) {
        List<Fault> swarm = new ArrayList<>(MENDING);
        BREAKING.stream().filter(fault -> random.nextBoolean()).forEach(swarm::add);
        return swarm;
    }
}
