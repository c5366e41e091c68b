package echo.pipeline.seal;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.crypto.ContentCipher;
import echo.api.crypto.ContentKeyId;
import echo.api.model.PersistentMap;
import echo.codec.ContentKeys;
import echo.codec.Message;
import java.util.Optional;

/** Reads bodies, those that are sealed with the keys that were there when it was made. Immutable; any thread. */
public final class BodyReader {
    private final PartyKey party;
    private final PersistentMap<ContentKeyId, ContentCipher> ciphers;

    /** What came of reading a body. */
    public sealed interface Reading {
        /** What it says, encoded. */
        record Clear(Bytes body) implements Reading {}

        /** The key is not here. */
        record Sealed(ContentKeyId key) implements Reading {}

        /** It was not sealed with the key that it names, or for another place. Nobody can read it. */
        record Broken() implements Reading {}
    }

    private BodyReader(PartyKey party, PersistentMap<ContentKeyId, ContentCipher> ciphers) {
        this.party = party;
        this.ciphers = ciphers;
    }

    static BodyReader keyless(PartyKey party) {
        return new BodyReader(party, PersistentMap.empty());
    }

    BodyReader with(ContentKeyId key, ContentCipher cipher) {
        return new BodyReader(party, ciphers.with(key, cipher));
    }

    /** The body of {@code message}, which block {@code index} of {@code feed} holds. */
    public Reading read(FeedKey feed, long index, Message message) {
        if (message.key().isEmpty()) {
            return new Reading.Clear(message.body());
        }
        Optional<ContentCipher> cipher = ciphers.get(message.key().get());
        if (cipher.isEmpty()) {
            return new Reading.Sealed(message.key().get());
        }
        return cipher.get()
                .open(ContentKeys.body(party, feed, index), message.body())
                .<Reading>map(Reading.Clear::new)
                .orElseGet(Reading.Broken::new);
    }

    BodySealer sealer(ContentKeyId key) {
        ContentCipher cipher = ciphers.get(key).orElseThrow();
        return (feed, index, header, body) ->
                new Message(header, Optional.of(key), cipher.seal(ContentKeys.body(party, feed, index), body));
    }
}
