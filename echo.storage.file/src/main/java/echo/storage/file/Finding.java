package echo.storage.file;

import java.util.Locale;

/**
 * Something that {@link Fsck} found.
 *
 * @param kind how bad it is
 * @param file where, for people
 * @param says what, with the offset or the blocks
 */
public record Finding(Kind kind, String file, String says) {
    /** How bad a finding is. */
    public enum Kind {
        /** Nothing is wrong: opening the log will do it. */
        NOTE,
        /** Bytes are not what was written. */
        DAMAGED,
        /** Blocks that were stored are not to be had from this disk. */
        LOST,
        /** It was mended. */
        REPAIRED
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + "  " + file + ": " + says;
    }
}
