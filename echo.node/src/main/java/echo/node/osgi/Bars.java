package echo.node.osgi;

import echo.node.storage.NamedStorage;
import java.util.ArrayList;
import java.util.List;

/**
 * The storages that were opened for a move which has not succeeded. No node may run on one, whatever its note says: it may be
 * another node's. What is barred is a name with a folder, for the storage may come long after the wait for it is over.
 *
 * <pre>
 *   bar ──▶ barred ── taken back ──▶ barred until it goes ──▶ (none)
 *              └───────── lift ────────────────┴────────────▶ (none)
 * </pre>
 *
 * <p>Any thread, without waiting.
 */
final class Bars {
    private final List<Place> barred = new ArrayList<>();
    private final List<Place> takenBack = new ArrayList<>();

    private record Place(String name, String folder) {}

    /** From now on no node runs there. */
    synchronized void bar(String name, String folder) {
        lift(name, folder);
        barred.add(new Place(name, folder));
    }

    /** What was done to have it is undone: once it goes, it does not come again by that. */
    synchronized void takenBack(String name, String folder) {
        takenBack.add(new Place(name, folder));
    }

    synchronized void gone(NamedStorage storage) {
        if (takenBack.contains(new Place(storage.name(), storage.folder()))) {
            lift(storage.name(), storage.folder());
        }
    }

    synchronized void lift(String name, String folder) {
        Place place = new Place(name, folder);
        barred.remove(place);
        takenBack.remove(place);
    }

    synchronized boolean hold(NamedStorage storage) {
        return barred.contains(new Place(storage.name(), storage.folder()));
    }
}
