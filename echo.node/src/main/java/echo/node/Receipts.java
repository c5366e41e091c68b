package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Timeframe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The receipts of what is being written, each under the token by which the engine speaks of it. On the party's loop only. */
final class Receipts {
    private final Map<Long, NodeReceipt> waiting = new LinkedHashMap<>();
    private long lastToken;

    /** Takes {@code receipt}, and returns its token. */
    long add(NodeReceipt receipt) {
        lastToken++;
        waiting.put(lastToken, receipt);
        return lastToken;
    }

    void sealed(long token, Timeframe at) {
        Optional.ofNullable(waiting.get(token)).ifPresent(receipt -> receipt.seal(at));
    }

    /** What was written is durable and visible. */
    void shown(long token, Timeframe at) {
        take(token).ifPresent(receipt -> receipt.show(at));
    }

    void refused(long token, String reason) {
        take(token).ifPresent(receipt -> receipt.fail(new EchoException(Kind.REFUSED, reason)));
    }

    /** Nothing will come of any of them. */
    void fail(EchoException cause) {
        List<NodeReceipt> failing = List.copyOf(waiting.values());
        waiting.clear();
        failing.forEach(receipt -> receipt.fail(cause));
    }

    private Optional<NodeReceipt> take(long token) {
        return Optional.ofNullable(waiting.remove(token));
    }
}
