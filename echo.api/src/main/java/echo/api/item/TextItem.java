package echo.api.item;

import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * An item that is a text, which many may write at once. Insertions made apart at one place stand one after the other, never mixed; a
 * deletion takes what its writer saw, and nothing that others inserted meanwhile.
 *
 * <p>Indexes and counts are in Unicode code points. A user-perceived character may have several (a letter and a combining accent, an
 * emoji of many parts); where such a one begins is the caller's to know.
 *
 * <p>Writing methods check their arguments and throw {@link IllegalArgumentException} naming the wrong one. Within a batch the handle
 * shows what it wrote itself: each index means the text as the edits before it have left it. Outside of a batch reads show the
 * state from which the handle was taken.
 */
@ProviderType
public interface TextItem {
    /** The item type that this handle serves. */
    String TYPE = "echo.text";

    /** The whole text. */
    String text();

    /** Number of code points. */
    int length();

    /**
     * Inserts before the code point at {@code index}; at the end if that is {@link #length}.
     *
     * @param text of 1 to {@link echo.api.Limits#TEXT_INSERT} code points, without unpaired surrogates
     */
    default void insert(int index, String text) {
        replace(index, 0, text);
    }

    /** Deletes the {@code count} code points from {@code from} on; at least one. */
    default void delete(int from, int count) {
        replace(from, count, "");
    }

    /**
     * Puts {@code text} in the place of the {@code count} code points from {@code from} on, together: no peer ever shows the one
     * without the other.
     *
     * @param count from 0; 0 only if there is text
     * @param text at most {@link echo.api.Limits#TEXT_INSERT} code points, without unpaired surrogates; empty only if something is
     *     deleted
     */
    void replace(int from, int count, String text);

    /**
     * Names the place before the code point that is now at {@code index}, or the end if that is {@link #length}.
     *
     * @throws IllegalArgumentException also if the code point is of the batch that is being written: it has no name before that
     */
    Anchor anchorAt(int index);

    /**
     * Where {@code anchor}'s place is now. If the code point was deleted, that is where it was: before what came after it.
     *
     * @return 0 to {@link #length}; nothing if this text never had the code point
     */
    OptionalInt indexOf(Anchor anchor);
}
