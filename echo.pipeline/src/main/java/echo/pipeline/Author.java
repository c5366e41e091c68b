package echo.pipeline;

import echo.api.FeedKey;
import echo.api.crypto.SigningKey;

/**
 * The two feeds that this device writes in a party, and their keys.
 *
 * @param control signs the control feed
 * @param data signs the data feed
 */
public record Author(SigningKey control, SigningKey data) {
    public FeedKey controlFeed() {
        return new FeedKey(control.publicKey());
    }

    public FeedKey dataFeed() {
        return new FeedKey(data.publicKey());
    }
}
