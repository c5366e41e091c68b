package echo.pipeline.seal;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.codec.Message;
import echo.codec.Message.Header;

/** Makes messages whose bodies are sealed, or not. Any thread. */
@FunctionalInterface
public interface BodySealer {
    /** Leaves bodies as they are. */
    BodySealer OPEN = (feed, index, header, body) -> new Message(header, body);

    /** The message for block {@code index} of {@code feed}. */
    Message message(FeedKey feed, long index, Header header, Bytes body);
}
