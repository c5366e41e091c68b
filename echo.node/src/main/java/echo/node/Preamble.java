package echo.node;

import echo.api.Bytes;
import java.util.Optional;

/**
 * The first frame of the side that dialled: which protocol, and which party, by its discovery id. It is also the prologue of
 * the handshake, so that both sides are sure to mean the same (docs/format.md, "Sessions").
 */
final class Preamble {
    private static final Bytes PROTOCOL = Bytes.utf8("echo/session/1");
    private static final int ID_SIZE = 32;

    private Preamble() {}

    static Bytes of(Bytes discoveryId) {
        return Bytes.concat(PROTOCOL, discoveryId);
    }

    /** The discovery id in {@code frame}, if it is a preamble of this protocol. */
    static Optional<Bytes> discoveryId(Bytes frame) {
        boolean known = frame.size() == PROTOCOL.size() + ID_SIZE
                && frame.slice(0, PROTOCOL.size()).equals(PROTOCOL);
        return known ? Optional.of(frame.slice(PROTOCOL.size(), frame.size())) : Optional.empty();
    }
}
