package echo.node;

import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.crypto.SignatureScheme;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.pipeline.Author;
import echo.pipeline.Event;
import echo.pipeline.PartyEngine;
import echo.pipeline.control.Cuts;
import echo.pipeline.seal.KeyRing;
import java.util.Optional;

/** Makes one party's engine, and after it others that know what is not in the feeds. On the party's loop only. */
final class EngineMaker {
    private final PartyKey party;
    private final PartyEngine.Crypto crypto;
    private PersistentMap<ModelId, Model<?>> models = PersistentMap.empty();
    private Optional<FeedKey> introduced = Optional.empty();

    EngineMaker(PartyKey party, SignatureScheme signatures, KeyRing ring) {
        this.party = party;
        this.crypto = new PartyEngine.Crypto(signatures, ring);
    }

    /** One that has no messages. */
    PartyEngine engine(Author author, Cuts known) {
        PartyEngine engine = new PartyEngine(party, crypto, author, known);
        introduced.ifPresent(feed -> engine.handle(new Event.Introduced(feed)));
        models.forEach(entry -> engine.handle(new Event.ModelAdded(entry.getKey(), entry.getValue())));
        return engine;
    }

    /** The content keys that this device has. */
    KeyRing ring() {
        return crypto.ring();
    }

    /** The models that are installed. */
    PersistentMap<ModelId, Model<?>> models() {
        return models;
    }

    /** Later engines have {@code now}, and no others. */
    void models(PersistentMap<ModelId, Model<?>> now) {
        models = now;
    }

    /** Later engines know that {@code feed} begins the party. */
    void introduced(FeedKey feed) {
        introduced = Optional.of(feed);
    }
}
