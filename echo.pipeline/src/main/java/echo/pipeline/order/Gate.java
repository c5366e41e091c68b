package echo.pipeline.order;

import echo.api.FeedKey;
import echo.codec.Message;
import echo.codec.Statement.FeedKind;

/**
 * Decides on a message whose dependencies are all there: whether its feed belongs to the party, and what its body says.
 *
 * @param <B> what bodies are read as
 */
@FunctionalInterface
public interface Gate<B> {
    /** The decision on the message in block {@code index} of {@code feed}. */
    Decision<B> decide(FeedKey feed, long index, Message message);

    /** Whether it is known what {@code feed}, on which a message depends, is. */
    default boolean isKnown(FeedKey feed) {
        return true;
    }

    /** Whether {@code feed}, which is known, is one of {@code kind}, so that messages may depend on it as such. */
    default boolean isOf(FeedKey feed, FeedKind kind) {
        return true;
    }

    /** What becomes of a message. */
    sealed interface Decision<B> {
        /** It is released, with this body. */
        record Open<B>(B body) implements Decision<B> {}

        /** It waits until its feed is admitted. */
        record NotAdmitted<B>() implements Decision<B> {}

        /** It waits for a version of the software that knows {@code what}. */
        record NotUnderstood<B>(String what) implements Decision<B> {}

        /** It can never be; nor can anything after it in its feed. */
        record Refused<B>(String reason) implements Decision<B> {}
    }
}
