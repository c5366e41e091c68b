package echo.pipeline;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.model.PersistentMap;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Decoded;
import echo.codec.Message;
import echo.codec.MessageCodec;
import echo.codec.Statement;
import echo.codec.Statement.Equivocation;
import echo.codec.StatementCodec;
import echo.pipeline.order.Lack;
import echo.pipeline.order.Linearizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads the proofs of forks in control messages that are held: it may be the fork that holds them, if their author knew a branch
 * that is not here.
 *
 * <p>One thread at a time.
 */
final class HeldProofs {
    private final Linearizer<?> order;
    private final Predicate<FeedKey> control;
    private final Map<FeedKey, Long> read = new TreeMap<>();
    private PersistentMap<FeedKey, Lack> seen = PersistentMap.empty();

    /** Those in feeds of {@code order} that are {@code control} feeds. */
    HeldProofs(Linearizer<?> order, Predicate<FeedKey> control) {
        this.order = order;
        this.control = control;
    }

    /** Gives to {@code found} each proof that was not there when this was last asked. */
    @SuppressWarnings("ReferenceEquality") // immutable: what is the same object has not changed
    void read(Consumer<Equivocation> found) {
        PersistentMap<FeedKey, Lack> lacking = order.lacking();
        if (lacking == seen) {
            return;
        }
        seen = lacking;
        for (Map.Entry<FeedKey, Lack> entry : lacking) {
            FeedKey feed = entry.getKey();
            if (control.test(feed)) {
                order.waiting(feed, read.getOrDefault(feed, 0L)).forEach(payload -> read(payload, found));
                read.put(feed, order.extent(feed).length());
            }
        }
    }

    private static void read(Bytes payload, Consumer<Equivocation> found) {
        if (MessageCodec.decode(payload) instanceof Decoded.Valid<Message> message
                && CredentialCodec.decode(message.value().body())
                        instanceof Decoded.Valid<List<Credential>> credentials) {
            for (Credential credential : credentials.value()) {
                if (StatementCodec.decode(credential.statement()) instanceof Decoded.Valid<Statement> statement
                        && statement.value() instanceof Equivocation proof) {
                    found.accept(proof);
                }
            }
        }
    }
}
