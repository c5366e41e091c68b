package echo.api.feed;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.util.List;
import java.util.Optional;

/**
 * The note, among a storage's small records, of its part in a move from one storage to another. It says whether a node may run
 * on it: two copies of one device's feeds that are both written to are forked. A storage that was never moved has none.
 *
 * <pre>
 *   source   (none, or IN_CHARGE) ───────────────────────────▶ MOVED             from here on the target counts
 *   target   (none, or MOVED) ──▶ COPYING ──▶ COMPLETE ─────────────▶ IN_CHARGE
 * </pre>
 *
 * <p>Errors of its methods are those of the {@link MetaStore}. Any thread.
 *
 * @param state its part
 * @param move what this move is told from others by: 1 to 32 bytes, equal in both storages, and in no two moves
 * @param other the storage at the other end, as the service property {@code echo.storage} names it; not empty
 * @param folder where the other one keeps its files, for people; empty if that is not known
 */
public record Charge(State state, Bytes move, String other, String folder) {
    /** The record's name. It belongs to one storage, and is not copied. */
    public static final String RECORD = "storage.charge";

    private static final String VERSION = "1";
    private static final int LINES = 5;
    private static final int MOVE_BYTES = 32;

    /** What a storage has to do with a move. */
    public enum State {
        /** Something is copied into it, or was when that was interrupted: never in charge. */
        COPYING,
        /** It has all; in charge only once the other one says that it has {@link #MOVED}. */
        COMPLETE,
        /** It has all, and the other one is given up. */
        IN_CHARGE,
        /** It is given up, for the other one: never in charge. */
        MOVED
    }

    public Charge {
        if (move.isEmpty() || move.size() > MOVE_BYTES) {
            throw new IllegalArgumentException(
                    "a move is told from others by 1 to " + MOVE_BYTES + " bytes, not " + move.size());
        }
        if (other.isBlank() || other.contains("\n") || folder.contains("\n")) {
            throw new IllegalArgumentException(
                    "a storage's name and its folder are one line each, the name not empty: '" + other + "', '" + folder
                            + "'");
        }
    }

    /**
     * The note among {@code records}, if there is one.
     *
     * @throws EchoException also of kind {@code CORRUPT} if it is none of this version
     */
    public static Optional<Charge> of(MetaStore records) {
        return records.get(RECORD).map(Charge::decode);
    }

    /** Writes it, durably, in place of any that is there. */
    public void note(MetaStore records) {
        List<String> lines = List.of(VERSION, state.name(), move.toHex(), other, folder);
        records.put(RECORD, Bytes.utf8(String.join("\n", lines)));
    }

    /**
     * The note in {@code bytes}, as {@link #note} wrote it.
     *
     * @throws EchoException of kind {@code CORRUPT} if it is none of this version
     */
    public static Charge decode(Bytes bytes) {
        String[] lines = bytes.toUtf8().split("\n", -1);
        if (lines.length == LINES && lines[0].equals(VERSION)) {
            try {
                return new Charge(State.valueOf(lines[1]), Bytes.hex(lines[2]), lines[3], lines[4]);
            } catch (IllegalArgumentException e) {
                throw foreign(e);
            }
        }
        throw foreign(new IllegalArgumentException(lines.length + " lines, the first is " + lines[0]));
    }

    private static EchoException foreign(IllegalArgumentException cause) {
        return new EchoException(
                Kind.CORRUPT,
                "record " + RECORD + " is not one of this version (" + cause.getMessage()
                        + "); restore it from a backup, or use the ECHO that wrote it",
                cause);
    }

    /**
     * What who saves a storage asks of it.
     *
     * @param where the storage, for people
     * @throws EchoException of kind {@code STORAGE} if it is given up, half copied, or a copy that was not taken up
     */
    public void requireCurrent(String where) {
        if (state == State.MOVED) {
            throw new EchoException(
                    Kind.STORAGE,
                    where + " is an old copy: its node has moved to " + otherEnd() + "; save that, and the keys in "
                            + where + " by echodb key export");
        } else if (state == State.COMPLETE) {
            throw new EchoException(
                    Kind.STORAGE,
                    where + " is a copy of " + otherEnd()
                            + ", which may have gone on; save that, or start ECHO with both, so that it takes up the one"
                            + " in charge");
        } else if (state == State.COPYING) {
            throw new EchoException(
                    Kind.STORAGE,
                    where + " is half a copy: a move from " + otherEnd()
                            + " was not finished; save that, or move again");
        }
    }

    /** The other one's name, with its folder if that is known, for people. */
    public String otherEnd() {
        return folder.isEmpty() ? other : other + " in " + folder;
    }
}
