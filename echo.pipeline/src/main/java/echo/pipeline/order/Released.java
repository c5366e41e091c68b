package echo.pipeline.order;

import echo.api.FeedKey;
import echo.codec.Message.Header;

/**
 * A message all of whose dependencies were released before it.
 *
 * @param feed the feed that holds it
 * @param index its block's index
 * @param body what the gate read
 * @param <B> what bodies are read as
 */
public record Released<B>(FeedKey feed, long index, Header header, B body) {}
