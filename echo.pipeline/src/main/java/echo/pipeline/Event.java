package echo.pipeline;

import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.feed.Run;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Operation;
import java.util.List;

/** What can happen to a party. */
public sealed interface Event {
    /** A run comes back from the node's own store, where it was put after it was verified. */
    record Restored(Run run) implements Event {}

    /** All runs of the store came back. */
    record RestoredAll() implements Event {}

    /** A run came from a peer; nothing about it is known to be true. */
    record Received(Run run) implements Event {}

    /** A proven member says that {@code feed} holds the party's genesis; its blocks are taken although nothing admits it yet. */
    record Introduced(FeedKey feed) implements Event {}

    /**
     * This node's user wants to write; sealed at the next {@link Flush}.
     *
     * @param token names the write in {@link Effect.Sealed}
     */
    record Write(long token, List<Operation> batch) implements Event {
        public Write {
            batch = List.copyOf(batch);
            requireCount("batch", batch.size(), Limits.BATCH_OPERATIONS);
        }
    }

    /** This node's user wants to state something about the party; sealed at the next {@link Flush}. */
    record State(long token, List<Credential> credentials) implements Event {
        public State {
            credentials = List.copyOf(credentials);
            requireCount("statement", credentials.size(), CredentialCodec.MAX_CREDENTIALS);
        }
    }

    /** A model's code has arrived. */
    record ModelAdded(ModelId id, Model<?> model) implements Event {}

    /** A model's code has gone. */
    record ModelRemoved(ModelId id) implements Event {}

    /**
     * A burst has ended: order, apply and seal all that came since the last one.
     *
     * @param nowMs the wall clock, ms since 1970, for people to read in what is sealed
     */
    record Flush(long nowMs) implements Event {}

    private static void requireCount(String what, int count, int most) {
        if (count < 1 || count > most) {
            throw new IllegalArgumentException("a " + what + " has 1 to " + most + " parts, not " + count);
        }
    }
}
