package echo.api.feed;

import echo.api.EchoException;
import echo.api.EchoException.Kind;

/**
 * How a node commits what its user writes: one force for all that waits. A force begins once the party's loop has
 * nothing else to do, so groups grow with the load by themselves; the two bounds let a group wait longer, or begin earlier.
 *
 * @param durability what a write withstands when its receipt is given
 * @param waitMs how long a write may wait for others to share its force: 0 to {@value #MOST_WAIT_MS}. More makes single writes
 *     slower and spares forces where writes come one by one
 * @param writes a force begins at once when so many writes wait for it: 1 to {@value #MOST_WRITES}
 */
public record GroupCommit(Durability durability, int waitMs, int writes) {
    /** Longest wait, in ms. */
    public static final int MOST_WAIT_MS = 1_000;

    /** Largest group, in writes. */
    public static final int MOST_WRITES = 1 << 16;

    /** Forced, without waiting, in groups of at most 16,384 writes. */
    public static final GroupCommit DEFAULT = new GroupCommit(Durability.FORCE, 0, 16_384);

    /** @throws IllegalArgumentException if a bound is out of its range */
    public GroupCommit {
        if (waitMs < 0 || waitMs > MOST_WAIT_MS) {
            throw new IllegalArgumentException("commitWaitMs is 0 to " + MOST_WAIT_MS + ", not " + waitMs);
        }
        if (writes < 1 || writes > MOST_WRITES) {
            throw new IllegalArgumentException("commitWrites is 1 to " + MOST_WRITES + ", not " + writes);
        }
    }

    /**
     * Takes the values that a person has written down; an empty one is the {@linkplain #DEFAULT default}.
     *
     * @throws EchoException of kind {@code USAGE} that names the setting which is not understood
     */
    public static GroupCommit of(String durability, String waitMs, String writes) {
        try {
            return new GroupCommit(
                    durability.isBlank() ? DEFAULT.durability : durabilityOf(durability.strip()),
                    number("commitWaitMs", waitMs, DEFAULT.waitMs),
                    number("commitWrites", writes, DEFAULT.writes));
        } catch (IllegalArgumentException e) {
            throw new EchoException(Kind.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Durability durabilityOf(String text) {
        for (Durability durability : Durability.values()) {
            if (durability.name().equals(text)) {
                return durability;
            }
        }
        throw new IllegalArgumentException("durability is FORCE or OS, not '" + text + "'");
    }

    private static int number(String name, String text, int byDefault) {
        try {
            return text.isBlank() ? byDefault : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is a whole number that fits, not '" + text + "'", e);
        }
    }
}
