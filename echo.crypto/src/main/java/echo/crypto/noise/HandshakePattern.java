package echo.crypto.noise;

import static echo.crypto.noise.HandshakePattern.Token.E;
import static echo.crypto.noise.HandshakePattern.Token.EE;
import static echo.crypto.noise.HandshakePattern.Token.ES;
import static echo.crypto.noise.HandshakePattern.Token.S;
import static echo.crypto.noise.HandshakePattern.Token.SE;

import java.util.List;

/**
 * What each message of a handshake carries (Noise §7). Sessions use {@link #XX}; the other patterns exist in tests, which run
 * the public vectors with them.
 *
 * @param initiatorKnown whether the responder knows the initiator's static key beforehand
 * @param responderKnown whether the initiator knows the responder's static key beforehand
 * @param messages the tokens of each message, the initiator's first, then in turn
 */
record HandshakePattern(String name, boolean initiatorKnown, boolean responderKnown, List<List<Token>> messages) {
    /** Both static keys are unknown beforehand and cross sealed. */
    static final HandshakePattern XX =
            new HandshakePattern("XX", false, false, List.of(List.of(E), List.of(E, EE, S, ES), List.of(S, SE)));

    HandshakePattern {
        messages = messages.stream().map(List::copyOf).toList();
    }

    String protocolName() {
        return "Noise_" + name + "_25519_AESGCM_SHA256";
    }

    /** A key that is sent, or two keys that are agreed on: the initiator's first. */
    enum Token {
        E,
        S,
        EE,
        ES,
        SE,
        SS
    }
}
