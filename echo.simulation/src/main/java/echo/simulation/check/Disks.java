package echo.simulation.check;

import echo.api.PartyKey;
import echo.api.feed.Run;
import echo.simulation.disk.DiskContent;
import echo.simulation.disk.Survival;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What nodes' disks hold, read once for all checkers that look while nothing happens. One thread. */
final class Disks {
    private final World world;
    private final Map<String, Disk> read = new TreeMap<>();
    private long readAtEvent;

    /** What was found on one: its runs, if nothing in it is damaged, and the messages in them. */
    private record Disk(Optional<List<Run>> runs, ReadMessages messages) {}

    Disks(World world) {
        this.world = world;
    }

    /** The runs of {@code party} that {@code node} stores, feed by feed; nothing if its store is damaged. */
    Optional<List<Run>> runs(SimNode node, PartyKey party) {
        return disk(node, party).runs;
    }

    /** The messages of {@code party} that {@code node} stores; none if its store is damaged. */
    ReadMessages messages(SimNode node, PartyKey party) {
        return disk(node, party).messages;
    }

    private Disk disk(SimNode node, PartyKey party) {
        if (readAtEvent != world.events()) {
            read.clear();
            readAtEvent = world.events();
        }
        return read.computeIfAbsent(node.name(), name -> {
            Optional<List<Run>> runs = DiskContent.read(node.disk().image(Survival.ALL), party);
            return new Disk(runs, new ReadMessages(runs.orElse(List.of())));
        });
    }
}
