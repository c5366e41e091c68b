package echo.pipeline;

import echo.api.Bytes;
import echo.api.FeedKey;
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

    /** Those in feeds of {@code order} that are {@code control} feeds. */
    HeldProofs(Linearizer<?> order, Predicate<FeedKey> control) {
        this.order = order;
        this.control = control;
    }

    /** Gives to {@code found} each proof that was not there when this was last asked. */
    void read(Consumer<Equivocation> found) {
        for (Map.Entry<FeedKey, Lack> entry : order.lacking()) {
            FeedKey feed = entry.getKey();
            long end = order.extent(feed).length();
            long seen = read.getOrDefault(feed, 0L);
            if (seen < end && control.test(feed)) {
                order.waiting(feed, seen).forEach(payload -> read(payload, found));
                read.put(feed, end);
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
