package echo.api.model;

import java.util.Objects;
import java.util.Optional;

/**
 * What a mutation did: a new state, or nothing and why, or nothing so far.
 *
 * @param <S> the state
 */
public sealed interface Outcome<S> {
    /** The state that this leaves of {@code before}: that very one if the mutation was ignored. */
    S after(S before);

    /** Why the mutation has no effect; nothing when it has one. */
    Optional<String> idle();

    /** The mutation changed the state to {@code state} (which may equal the old one). */
    record Applied<S>(S state) implements Outcome<S> {
        public Applied {
            Objects.requireNonNull(state, "state");
        }

        @Override
        public S after(S before) {
            return state;
        }

        @Override
        public Optional<String> idle() {
            return Optional.empty();
        }
    }

    /**
     * The mutation means nothing yet: {@code state} keeps it until what it names comes, and shows nothing of it. What {@link
     * Ordering#CAUSAL} models owe mutations that come too early; {@code reason} is as for an ignored one.
     */
    record Kept<S>(S state, String reason) implements Outcome<S> {
        public Kept {
            Objects.requireNonNull(state, "state");
        }

        @Override
        public S after(S before) {
            return state;
        }

        @Override
        public Optional<String> idle() {
            return Optional.of(reason);
        }
    }

    /** The mutation means nothing here; {@code reason} is one line for people, the same on every peer. */
    record Ignored<S>(String reason) implements Outcome<S> {
        @Override
        public S after(S before) {
            return before;
        }

        @Override
        public Optional<String> idle() {
            return Optional.of(reason);
        }
    }

    static <S> Outcome<S> applied(S state) {
        return new Applied<>(state);
    }

    static <S> Outcome<S> kept(S state, String reason) {
        return new Kept<>(state, reason);
    }

    static <S> Outcome<S> ignored(String reason) {
        return new Ignored<>(reason);
    }
}
