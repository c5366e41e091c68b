package echo.bench.node;

import echo.api.Bytes;
import echo.api.item.ObjectItem;
import echo.api.item.TextItem;
import echo.api.item.ThreadItem;
import echo.api.model.ModelId;
import echo.api.party.Echo;
import echo.crypto.AesGcmSealing;
import echo.crypto.Ed25519SignatureScheme;
import echo.crypto.jpake.JpakeExchanges;
import echo.crypto.noise.NoiseHandshakes;
import echo.crypto.vault.FileKeyVault;
import echo.crypto.vault.KeyCustody;
import echo.crypto.vault.KeyPlaces;
import echo.model.messenger.MessengerModel;
import echo.model.object.ObjectModel;
import echo.model.text.TextModel;
import echo.node.EchoNode;
import echo.node.Entropy;
import echo.node.Ports;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.NioDisk;
import echo.transport.tcp.TcpTransport;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node on files and TCP, composed in plain Java: what the components do, without Felix. Any thread. */
public final class BenchNode implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final FileStorage storage;
    private final TcpTransport transport = new TcpTransport();
    private final EchoNode node;

    /** Starts on the data folder {@code data}, which need not be there, and waits until what it holds is visible. */
    public BenchNode(Path data) {
        SecureRandom random = new SecureRandom();
        Entropy entropy = count -> {
            byte[] bytes = new byte[count];
            random.nextBytes(bytes);
            return Bytes.owning(bytes);
        };
        storage = storage(data);
        node = new EchoNode(new Ports(
                new Ports.Crypto(
                        new Ed25519SignatureScheme(), new NoiseHandshakes(), new AesGcmSealing(), new JpakeExchanges()),
                new FileKeyVault(new KeyCustody(KeyPlaces.in(data.resolve("keys")))),
                storage,
                BenchLoop::new,
                entropy,
                (verb, party, line) -> {}));
        node.modelAdded(ModelId.of(ObjectItem.TYPE, "1.1.0"), new ObjectModel());
        node.modelAdded(ModelId.of(ThreadItem.TYPE, "1.1.0"), new MessengerModel());
        node.modelAdded(ModelId.of(TextItem.TYPE, "1.0.0"), new TextModel());
        node.start();
        node.restored().toCompletableFuture().join();
        node.transportAdded(transport);
    }

    /** The production store on the folder {@code data}. */
    public static FileStorage storage(Path data) {
        return FileStorage.open(new NioDisk(data), new SecureRandom(), notice -> System.err.println(notice));
    }

    public Echo echo() {
        return node;
    }

    /** What {@code stage} gives, within a minute. */
    public static <T> T await(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        node.stop().toCompletableFuture().join();
        transport.close();
        storage.close();
    }
}
