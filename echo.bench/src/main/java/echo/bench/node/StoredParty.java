package echo.bench.node;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.crypto.SignatureScheme;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.crypto.Ed25519SignatureScheme;
import echo.model.object.ObjectModel;
import echo.pipeline.Author;
import echo.pipeline.Event;
import echo.pipeline.PartyEngine;
import echo.storage.file.FileStorage;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A party of objects that a {@link BenchNode} has left on disk, as a node finds it when it starts. */
public final class StoredParty {
    private static final int READ_BYTES = 256 * 1024;

    private StoredParty() {}

    /** An engine of somebody who has nothing of {@code party} yet. */
    public static PartyEngine newEngine(PartyKey party) {
        SignatureScheme scheme = new Ed25519SignatureScheme();
        Author nobody = new Author(
                scheme.signingKey(Bytes.owning(new byte[32])), scheme.signingKey(Bytes.owning(new byte[32])));
        PartyEngine engine = new PartyEngine(party, scheme, nobody);
        engine.handle(new Event.ModelAdded(ModelId.of(ObjectItem.TYPE, "1.1.0"), new ObjectModel()));
        return engine;
    }

    /** Hands to {@code to} all runs of {@code party} in the folder {@code data}, feed by feed. */
    public static void read(Path data, PartyKey party, Consumer<Run> to) {
        try (FileStorage storage = BenchNode.storage(data);
                FeedStore store = storage.open(party)) {
            for (FeedKey feed : store.feeds()) {
                long from = 0;
                while (from < store.extent(feed).length()) {
                    Run run = store.read(feed, from, READ_BYTES).orElseThrow();
                    to.accept(run);
                    from = run.head().extent().length();
                }
            }
        }
    }
}
