package echo.api.model;

import echo.api.Bytes;
import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * How the states of a {@link Model} become bytes, over which peers compare what they hold. Any thread; pure functions.
 *
 * @param <S> the state of one item
 */
@ConsumerType
public interface StateCodec<S> {
    /** The state's canonical bytes: equal states, equal bytes. */
    Bytes save(S state);

    /**
     * The state whose {@link #save} gave {@code saved}.
     *
     * @throws IllegalArgumentException if {@code saved} was not made by {@link #save}
     */
    S load(Bytes saved);

    /** The codec of two functions. */
    static <S> StateCodec<S> of(Function<S, Bytes> save, Function<Bytes, S> load) {
        return new StateCodec<>() {
            @Override
            public Bytes save(S state) {
                return save.apply(state);
            }

            @Override
            public S load(Bytes saved) {
                return load.apply(saved);
            }
        };
    }
}
