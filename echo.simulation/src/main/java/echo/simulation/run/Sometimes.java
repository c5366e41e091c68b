package echo.simulation.run;

import echo.simulation.fault.Fault;
import echo.simulation.fault.Faults;
import echo.simulation.network.Spoil;
import echo.simulation.world.SimNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What must be seen sometimes: every kind of fault, every way of recovery, every rare step. Worlds in which something of this
 * never happens prove nothing about it.
 */
public final class Sometimes {
    private static final List<String> RARE = List.of(
            "boot",
            "boot failed",
            "channel opened",
            "connection broken off",
            "connection lost",
            "connection reset",
            "crash",
            "cut off",
            "cut one way",
            "cut ended",
            "cuts ended",
            "decayed",
            "dial lost",
            "dial refused",
            "disk: a force failed",
            "disk: a read failed",
            "disk: a write failed",
            "disk: full",
            "equal timeframes",
            "frame lost",
            "lie: bomb",
            "lie: bytes",
            "impostor turned away",
            "lie: dependency",
            "lie: false signature",
            "lie: fork",
            "lie: index",
            "lie: lamport",
            "lie: party",
            "lie: reader",
            "lie: signature",
            "lie: usurped",
            "members compared",
            "misdirection: found",
            "model back",
            "model gone",
            "old image",
            "old image: noted",
            "pause",
            "resumed",
            "plain fold compared",
            "power cut at a send",
            "power cut at the disk",
            "rot: found",
            "shutdown",
            "storage back",
            "storage gone",
            "store mended",
            "transport back",
            "transport gone",
            "way clogged",
            "way cut",
            "write failed",
            "write impossible");

    private Sometimes() {}

    /** All kinds that must be seen. */
    public static List<String> kinds() {
        List<String> kinds = new ArrayList<>(RARE);
        Faults.all().stream().map(Fault::name).forEach(name -> kinds.add("fault: " + name));
        kinds.addAll(SimNode.kinds());
        for (Spoil spoil : Spoil.values()) {
            kinds.add("frame spoilt: " + spoil.name().toLowerCase(Locale.ROOT));
        }
        return kinds;
    }

    /** Those of which {@code counts} knows nothing. */
    public static List<String> missing(Map<String, Long> counts) {
        return kinds().stream().filter(kind -> !counts.containsKey(kind)).toList();
    }
}
