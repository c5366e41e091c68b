package echo.api.model;

import java.util.Objects;

/**
 * Gives one object for many equal ones, so that what returns in a million items takes the room of one: names of properties, models,
 * parents. It remembers at most {@value #SLOTS} objects, each until another one takes its slot; so hand it small ones.
 *
 * <p>Any thread: it is for immutable objects alone, and the worst that a race brings is two equal ones.
 *
 * @param <T> immutable, with an equality by content
 */
public final class Recent<T> {
    // Which of two equal objects comes back hangs on what else came before, so nothing may hang on that.
    // A slot is never searched beyond its one object: whoever makes many hashes collide loses the sharing and no more.

    private static final int SLOTS = 1024;
    private static final int SLOT_BITS = Integer.numberOfTrailingZeros(SLOTS);

    /** Spreads hash codes over slots: 2³² by the golden ratio (Knuth, TAOCP vol. 3, 6.4). */
    private static final int SPREAD = 0x9E3779B9;

    private final Object[] slots = new Object[SLOTS];

    /** {@code value}, or an equal object that came before. */
    @SuppressWarnings("unchecked") // what is equal to a T and came as one is one
    public T of(T value) {
        int slot = (value.hashCode() * SPREAD) >>> (Integer.SIZE - SLOT_BITS);
        Object there = slots[slot];
        if (Objects.equals(there, value)) {
            return (T) there;
        }
        slots[slot] = value;
        return value;
    }
}
