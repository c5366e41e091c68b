package echo.crypto.noise;

import echo.crypto.noise.HandshakePattern.Token;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** All patterns of the Noise specification without pre-shared keys (§7.4, §7.5, appendix A): the engine must run each. */
final class NoisePatterns {
    /** Name, static keys known beforehand (i: the initiator's, r: the responder's), then the messages. */
    private static final String TABLE = """
            N    r  : e es
            K    ir : e es ss
            X    r  : e es s ss
            NN      : e : e ee
            KN   i  : e : e ee se
            NK   r  : e es : e ee
            KK   ir : e es ss : e ee se
            NX      : e : e ee s es
            KX   i  : e : e ee se s es
            XN      : e : e ee : s se
            IN      : e s : e ee se
            XK   r  : e es : e ee : s se
            IK   r  : e es s ss : e ee se
            XX      : e : e ee s es : s se
            IX      : e s : e ee se s es
            NK1  r  : e : e ee es
            NX1     : e : e ee s : es
            X1N     : e : e ee : s : se
            X1K  r  : e es : e ee : s : se
            XK1  r  : e : e ee es : s se
            X1K1 r  : e : e ee es : s : se
            X1X     : e : e ee s es : s : se
            XX1     : e : e ee s : es s se
            X1X1    : e : e ee s : es s : se
            K1N  i  : e : e ee : se
            K1K  ir : e es : e ee : se
            KK1  ir : e : e ee se es
            K1K1 ir : e : e ee es : se
            K1X  i  : e : e ee s es : se
            KX1  i  : e : e ee se s : es
            K1X1 i  : e : e ee s : se es
            I1N     : e s : e ee : se
            I1K  r  : e es s : e ee : se
            IK1  r  : e s : e ee se es
            I1K1 r  : e s : e ee es : se
            I1X     : e s : e ee s es : se
            IX1     : e s : e ee se s : es
            I1X1    : e s : e ee s : se es
            """;

    private NoisePatterns() {}

    /** The patterns by protocol name. */
    static Map<String, HandshakePattern> byProtocolName() {
        Map<String, HandshakePattern> patterns = new TreeMap<>();
        TABLE.lines().map(NoisePatterns::parse).forEach(pattern -> patterns.put(pattern.protocolName(), pattern));
        return patterns;
    }

    private static HandshakePattern parse(String line) {
        List<String> parts = Pattern.compile(" *: *").splitAsStream(line).toList();
        List<String> head = words(parts.get(0));
        String known = head.size() > 1 ? head.get(1) : "";
        List<List<Token>> messages =
                parts.stream().skip(1).map(NoisePatterns::tokens).toList();
        return new HandshakePattern(head.get(0), known.contains("i"), known.contains("r"), messages);
    }

    private static List<Token> tokens(String message) {
        return words(message).stream()
                .map(token -> Token.valueOf(token.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static List<String> words(String text) {
        return Pattern.compile(" +").splitAsStream(text).toList();
    }
}
