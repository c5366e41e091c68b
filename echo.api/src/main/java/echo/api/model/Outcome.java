package echo.api.model;

import java.util.Objects;

/**
 * What a mutation did: a new state, or nothing and why.
 *
 * @param <S> the state
 */
public sealed interface Outcome<S> {
    /** The mutation changed the state to {@code state} (which may equal the old one). */
    record Applied<S>(S state) implements Outcome<S> {
        public Applied {
            Objects.requireNonNull(state, "state");
        }
    }

    /** The mutation means nothing here; {@code reason} is one line for people, the same on every peer. */
    record Ignored<S>(String reason) implements Outcome<S> {}

    static <S> Outcome<S> applied(S state) {
        return new Applied<>(state);
    }

    static <S> Outcome<S> ignored(String reason) {
        return new Ignored<>(reason);
    }
}
