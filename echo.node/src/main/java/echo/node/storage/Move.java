package echo.node.storage;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Charge.State;
import echo.api.feed.Moved;

/**
 * Takes a device from one storage to another, so that at every moment one of them is in charge and has everything. Whenever it
 * ends too soon, {@link Incumbent} says which; where that is the source, the next move goes on from what the target has.
 *
 * <p>No node runs on either meanwhile. One thread.
 *
 * @param id random bytes that no other move has; 1 to 32
 */
public record Move(Bytes id) {
    /*
     * 1. The target's COPYING comes before its first change, so that what is half copied is never taken for whole, nor what it
     *    said before (MOVED, of an earlier move) for its part in this one.
     * 2. COMPLETE comes after all that was copied is durable.
     * 3. The source's MOVED is the one step that decides. IN_CHARGE says the same once more, for when the source is not there.
     * 4. A note whose writing failed may be read all the same, and be gone after a power cut. So who finds MOVED and not IN_CHARGE
     *    writes MOVED again before it relies on it.
     */

    /**
     * Moves.
     *
     * @param source the storage in charge
     * @return what the target has now
     * @throws EchoException of kind {@code STORAGE} if {@code target} holds what the source does not: then nothing is changed; and
     *     as both storages' methods
     */
    public Moved from(NamedStorage source, NamedStorage target) {
        requireFree(target);
        StorageCopy copy = new StorageCopy(source, target);
        copy.check();
        target.note(State.COPYING, this, source);
        Moved moved = copy.run();
        target.note(State.COMPLETE, this, source);
        source.note(State.MOVED, this, target);
        finish(source, target);
        return moved;
    }

    /**
     * Whether the target may be in charge, or be so at a later look, though {@link #from} failed: if the source says that it has
     * moved there. Where the source's note cannot be read, if all was copied.
     */
    public boolean mayCount(NamedStorage source, NamedStorage target) {
        try {
            return says(source, State.MOVED);
        } catch (EchoException e) {
            return mayHaveAll(target);
        }
    }

    private boolean mayHaveAll(NamedStorage target) {
        try {
            return says(target, State.COMPLETE) || says(target, State.IN_CHARGE);
        } catch (EchoException e) {
            return false;
        }
    }

    private boolean says(NamedStorage storage, State state) {
        return storage.charge()
                .filter(charge -> charge.state() == state && charge.move().equals(id))
                .isPresent();
    }

    /**
     * Goes on where {@link #from} ended after the source's MOVED could be read, which need not have been durable.
     *
     * @throws EchoException if it cannot be made so: then it may be gone after a power cut, and none may be in charge
     */
    void resume(NamedStorage source, NamedStorage target) {
        try {
            source.note(State.MOVED, this, target);
        } catch (EchoException e) {
            throw new EchoException(
                    e.kind(),
                    "the storage " + source + " has moved to " + target + ", but cannot note that durably ("
                            + e.getMessage() + "), so neither can be run on; mend its disk, then start ECHO again",
                    e);
        }
        finish(source, target);
    }

    /** Writes the last note, unless that fails: then {@link Incumbent} does when it looks. */
    private void finish(NamedStorage source, NamedStorage target) {
        try {
            target.note(State.IN_CHARGE, this, source);
        } catch (EchoException e) {
            return; // COMPLETE and MOVED say the same while both are there
        }
    }

    /**
     * Makes sure that no node runs, or would run, on {@code target}.
     *
     * @throws EchoException of kind {@code STORAGE} otherwise
     */
    public static void requireFree(NamedStorage target) {
        if (target.charge().filter(charge -> charge.state() == State.IN_CHARGE).isPresent()) {
            throw new EchoException(
                    Kind.STORAGE,
                    "the storage " + target
                            + " is the one in charge of another node, or of an earlier life of this one;"
                            + " choose an empty folder");
        }
    }
}
