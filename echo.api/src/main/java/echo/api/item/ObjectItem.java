package echo.api.item;

import echo.api.value.Path;
import echo.api.value.Value;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An item that is a map of properties, nested at will. Concurrent changes of different properties both stand; of two
 * concurrent changes of one property the later in the party's order stands. Sets and lists merge element by element, and
 * increments add up.
 *
 * <p>Writing methods check their arguments and throw {@link IllegalArgumentException} naming the wrong one. Reads show the
 * state from which the handle was taken.
 */
@ProviderType
public interface ObjectItem {
    /** The item type that this handle serves. */
    String TYPE = "echo.object";

    /** The value at {@code path}: a plain value, or a map of what lies below it, or a set or list as a list. */
    Optional<Value> get(Path path);

    /** All properties. */
    Value.MapValue properties();

    /** Replaces whatever is at {@code path}. A map sets each of its entries below the path, and nothing else is left there. */
    void set(Path path, Value value);

    /** Removes what is at and below {@code path}. */
    void unset(Path path);

    /** Adds {@code element} to the set at {@code path}, which comes into being if need be. */
    void add(Path path, Value element);

    /** Removes {@code element} from the set at {@code path}: every adding of it that this state shows. */
    void remove(Path path, Value element);

    /** The elements of the set or list at {@code path}, empty when there is none; a set in the order of its encoded elements. */
    List<Value> elements(Path path);

    /** Appends to the list at {@code path}, which comes into being if need be. */
    void push(Path path, Value element);

    /** Inserts before the element that is now at {@code index}; {@code index} may be the list's size. */
    void insert(Path path, int index, Value element);

    /** Removes the element that is now at {@code index}. */
    void removeAt(Path path, int index);

    /**
     * Adds {@code by}, which may be negative, to the integer at {@code path}, or to 0 where there is nothing. Increments made
     * apart add up. A {@link #set} starts anew: of the increments concurrent to it those that stand before it in the party's
     * order are gone, those after it count on from what was set. Past 64 bits the count wraps.
     *
     * @throws IllegalArgumentException if this state shows something at {@code path} that is no integer
     */
    void increment(Path path, long by);

    /** As {@link #set(Path, Value)} with a dotted path. */
    default void set(String path, Value value) {
        set(Path.of(path), value);
    }

    /** As {@link #increment(Path, long)} with a dotted path. */
    default void increment(String path, long by) {
        increment(Path.of(path), by);
    }

    /** As {@link #get(Path)} with a dotted path. */
    default Optional<Value> get(String path) {
        return get(Path.of(path));
    }
}
