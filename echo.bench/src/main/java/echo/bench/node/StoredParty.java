package echo.bench.node;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.crypto.SignatureScheme;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.crypto.AesGcmSealing;
import echo.crypto.Ed25519SignatureScheme;
import echo.crypto.vault.FileKeyVault;
import echo.crypto.vault.KeyCustody;
import echo.crypto.vault.KeyPlaces;
import echo.model.object.ObjectModel;
import echo.pipeline.Author;
import echo.pipeline.Event;
import echo.pipeline.PartyEngine;
import echo.pipeline.control.Cuts;
import echo.pipeline.seal.KeyRing;
import echo.storage.file.FileStorage;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A party of objects that a {@link BenchNode} has left on disk, as a node finds it when it starts. */
public final class StoredParty {
    private static final int READ_BYTES = 256 * 1024;

    private StoredParty() {}

    /** An engine that has nothing of {@code party} yet, and can read what the device can whose folder {@code data} is. */
    public static PartyEngine newEngine(Path data, PartyKey party) {
        SignatureScheme scheme = new Ed25519SignatureScheme();
        FileKeyVault vault = new FileKeyVault(new KeyCustody(KeyPlaces.in(data.resolve("keys"))));
        DeviceKey device =
                new DeviceKey(scheme.signingKey(vault.secret("device/1")).publicKey());
        KeyRing ring = KeyRing.of(party, new KeyRing.Owner(new AesGcmSealing(), device, vault.secret("exchange/1")));
        Author nobody = new Author(
                scheme.signingKey(Bytes.owning(new byte[32])), scheme.signingKey(Bytes.owning(new byte[32])));
        PartyEngine engine = new PartyEngine(party, new PartyEngine.Crypto(scheme, ring), nobody, Cuts.NONE);
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
