package echo.api.party;

import echo.api.feed.Timeframe;
import java.util.List;

/**
 * What a party knows. Every message is in exactly one state: applied, held or refused (P4).
 *
 * @param control extents of the control feeds that are stored
 * @param data extents of the data feeds that are stored
 * @param applied extents of the data feeds that are applied
 * @param target extents that some connected peer has offered, merged with our own
 * @param heldCount number of messages that wait
 * @param held what waits first in its feed, at most 100 of them, each with what it waits for
 * @param refused what was refused since the node started, the newest last, at most 100, each with the reason
 * @param items number of items, deleted ones included
 * @param opaqueItems number of items that wait for a model
 */
public record PartyStatus(
        Timeframe control,
        Timeframe data,
        Timeframe applied,
        Timeframe target,
        long heldCount,
        List<Held> held,
        List<String> refused,
        int items,
        int opaqueItems) {
    public PartyStatus {
        held = List.copyOf(held);
        refused = List.copyOf(refused);
    }

    /** What is stored, of feeds of both kinds. */
    public Timeframe known() {
        return control.merge(data);
    }

    /** Messages that peers have offered and that are not stored here yet. */
    public long missing() {
        return target.totalLength() - known().totalLength();
    }

    /** How much of what is known to exist is stored and no longer waits, from 0 to 1. */
    public double progress() {
        long total = target.totalLength();
        return total == 0 ? 1 : (double) (total - missing() - heldCount) / total;
    }

    /** Whether everything that peers have offered is stored and applied. */
    public boolean current() {
        return heldCount == 0 && known().covers(target);
    }
}
