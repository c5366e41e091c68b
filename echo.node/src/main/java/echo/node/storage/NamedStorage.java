package echo.node.storage;

import echo.api.EchoException;
import echo.api.feed.Charge;
import echo.api.feed.Storage;
import java.util.Optional;

/**
 * A storage that is there now.
 *
 * @param name the service property {@code echo.storage}
 * @param folder the service property {@code echo.storage.folder}; empty if it has none
 * @param storage itself
 */
public record NamedStorage(String name, String folder, Storage storage) {
    /**
     * Its note, if it has one.
     *
     * @throws EchoException if it cannot be read
     */
    Optional<Charge> charge() {
        return Charge.of(storage.meta());
    }

    /** Writes its note of a move of which {@code other} is the other end. */
    void note(Charge.State state, Move move, NamedStorage other) {
        new Charge(state, move.id(), other.name, other.folder).note(storage.meta());
    }

    /** For people. */
    @Override
    public String toString() {
        return folder.isEmpty() ? name : name + " in " + folder;
    }
}
