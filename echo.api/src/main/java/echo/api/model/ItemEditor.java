package echo.api.model;

import echo.api.Bytes;
import java.util.OptionalInt;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a typed handle works on: an item's state, and a way to change it.
 *
 * @param <S> the model's state
 */
@ProviderType
public interface ItemEditor<S> {
    /** The state as the handle's holder sees it. */
    S state();

    /** Adds a mutation of the item to the batch that is being written. Outside of a batch it becomes a batch of its own. */
    void mutate(Bytes data);

    /**
     * The index that the next mutation will have among the operations of the batch that is being written, from 0; nothing outside of
     * a batch. By it a mutation can name what an earlier one of its batch brings, before either has a position.
     */
    default OptionalInt operation() {
        return OptionalInt.empty();
    }
}
