package echo.node.rendezvous;

import echo.api.Bytes;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** The six digits of a short code. */
public final class Digits {
    private static final int MANY = 1_000_000;
    private static final int DRAWN = 3;
    /** Of what three bytes can be, so much is shared out evenly. */
    private static final int EVEN = ((1 << (8 * DRAWN)) / MANY) * MANY;

    private static final Pattern BETWEEN = Pattern.compile("[ -]");
    private static final Pattern SIX = Pattern.compile("[0-9]{6}");

    private Digits() {}

    /** Six digits, each as likely as any other; {@code entropy} gives as many random bytes as it is asked for. */
    public static String draw(IntFunction<Bytes> entropy) {
        while (true) {
            int drawn = 0;
            for (byte part : entropy.apply(DRAWN).toByteArray()) {
                drawn = (drawn << 8) | (part & 0xff);
            }
            if (drawn < EVEN) {
                return String.format(Locale.ROOT, "%06d", drawn % MANY);
            }
        }
    }

    /** The digits in {@code text}, where spaces and hyphens count for nothing; nothing if these are not six. */
    public static Optional<String> in(String text) {
        return Optional.of(BETWEEN.matcher(text).replaceAll(""))
                .filter(digits -> SIX.matcher(digits).matches());
    }
}
