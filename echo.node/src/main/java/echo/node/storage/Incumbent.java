package echo.node.storage;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.feed.Charge;
import echo.api.feed.Charge.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says which of the storages that are there a node runs on. It reads their notes each time anew, and finishes a move that was
 * interrupted between its last two notes.
 *
 * <p>One thread at a time.
 */
public final class Incumbent {
    /*
     * 1. What says MOVED or COPYING is never it, whatever else is there or not.
     * 2. COMPLETE is it if a storage is there that has MOVED by the same move. By the same: an earlier copy that was left COMPLETE
     *    lacks what was written since.
     * 3. IN_CHARGE comes before what the configuration names: where the old copy was deleted, its storage comes up empty and
     *    without a note.
     * 4. Of two that say so, none: each may have what the other lacks, and the device would go on at both.
     */
    private final List<NamedStorage> all;
    private final String byDefault;

    private Incumbent(List<NamedStorage> all, String byDefault) {
        this.all = all;
        this.byDefault = byDefault;
    }

    /**
     * The storage in charge among {@code all}, if there is one.
     *
     * @param byDefault the name of the one that is in charge if no note says which
     * @throws EchoException if one has moved to another and can note that no longer: then none is in charge
     */
    public static Optional<NamedStorage> of(List<NamedStorage> all, String byDefault) {
        return new Incumbent(List.copyOf(all), byDefault).find();
    }

    /** Why {@code storage}, which is not in charge, is not: for people. */
    public static String reason(NamedStorage storage) {
        try {
            return storage.charge()
                    .map(Incumbent::reason)
                    .orElse("nothing was moved to it, and it is not the one to begin with");
        } catch (EchoException e) {
            return "its note of moves cannot be read: " + e.getMessage();
        }
    }

    private static String reason(Charge charge) {
        return switch (charge.state()) {
            case COPYING -> "a move from " + charge.otherEnd() + " was not finished";
            case COMPLETE ->
                "it was copied from " + charge.otherEnd() + ", which does not say, durably, that it has moved";
            case IN_CHARGE -> "another storage says as well that it is in charge";
            case MOVED -> "it has moved to " + charge.otherEnd();
        };
    }

    /** What to do if no storage is in charge, as far as {@code storage} knows: for people. */
    public static String remedy(NamedStorage storage) {
        return readable(storage).map(Incumbent::remedy).orElse("start with echo.storage=" + storage.name());
    }

    private static String remedy(Charge charge) {
        return switch (charge.state()) {
            case COPYING, COMPLETE, MOVED ->
                "let " + charge.otherEnd() + " be there too, by a line folder = "
                        + (charge.folder().isEmpty() ? "FOLDER" : charge.folder()) + " in conf/echo.storage."
                        + charge.other()
                        + ".cfg";
            case IN_CHARGE -> "leave out one of the two, by its file in conf";
        };
    }

    private Optional<NamedStorage> find() {
        List<NamedStorage> saying = having(State.IN_CHARGE);
        saying.addAll(succeeding());
        if (!saying.isEmpty()) {
            return only(saying);
        }
        List<NamedStorage> named = new ArrayList<>();
        for (NamedStorage storage : all) {
            if (storage.name().equals(byDefault) && hasNoNote(storage)) {
                named.add(storage);
            }
        }
        return only(named);
    }

    private static Optional<NamedStorage> only(List<NamedStorage> storages) {
        return storages.size() == 1 ? Optional.of(storages.get(0)) : Optional.empty();
    }

    /** What is COMPLETE, and has MOVED there. */
    private List<NamedStorage> succeeding() {
        List<NamedStorage> succeeding = new ArrayList<>();
        for (NamedStorage target : having(State.COMPLETE)) {
            for (NamedStorage source : having(State.MOVED)) {
                if (move(source).equals(move(target))) {
                    resume(target, source);
                    succeeding.add(target);
                }
            }
        }
        return succeeding;
    }

    private static Optional<Bytes> move(NamedStorage storage) {
        return readable(storage).map(Charge::move);
    }

    private static void resume(NamedStorage target, NamedStorage source) {
        move(target).ifPresent(id -> new Move(id).resume(source, target));
    }

    private List<NamedStorage> having(State state) {
        List<NamedStorage> having = new ArrayList<>();
        for (NamedStorage storage : all) {
            if (readable(storage).filter(charge -> charge.state() == state).isPresent()) {
                having.add(storage);
            }
        }
        return having;
    }

    private static boolean hasNoNote(NamedStorage storage) {
        try {
            return storage.charge().isEmpty();
        } catch (EchoException e) {
            return false;
        }
    }

    /** The note, if there is one and it can be read. */
    private static Optional<Charge> readable(NamedStorage storage) {
        try {
            return storage.charge();
        } catch (EchoException e) {
            return Optional.empty();
        }
    }
}
