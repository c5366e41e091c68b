package echo.crypto.jpake;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.crypto.PasswordExchange;
import echo.api.crypto.PasswordExchanges;
import java.util.regex.Pattern;

/**
 * J-PAKE (RFC 8236, section 2) over NIST's group of 3,072 and 256 bits, with SHA-256 and key confirmation (docs/format.md, "Short
 * codes"). The name under which a side proves what it knows holds its part and the context, so that nothing it says is of use
 * elsewhere.
 *
 * <p>Any thread.
 */
// Bouncy Castle has the variant over elliptic curves too, whose messages are six times as short. But its proofs of
// knowledge can be
// made by nobody outside its own package (1.87), so none that came over a wire can be checked. An exchange takes each
// side about
// 60 ms; there is one for each guess of a person.
public final class JpakeExchanges implements PasswordExchanges {
    private static final Pattern PASSWORD = Pattern.compile("[ -~]{1,64}");
    private static final String INITIATOR = "initiator/";
    private static final String RESPONDER = "responder/";

    @Override
    public PasswordExchange initiate(String password, Bytes context, Bytes seed) {
        return exchange(password, context, seed, true);
    }

    @Override
    public PasswordExchange respond(String password, Bytes context, Bytes seed) {
        return exchange(password, context, seed, false);
    }

    private static PasswordExchange exchange(String password, Bytes context, Bytes seed, boolean initiates) {
        if (!PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException("a password is 1 to 64 printable ASCII characters");
        }
        if (context.size() != Hash.SIZE || seed.size() != Hash.SIZE) {
            throw new IllegalArgumentException(
                    "context and seed are " + Hash.SIZE + " bytes each, not " + context.size() + " and " + seed.size());
        }
        String own = (initiates ? INITIATOR : RESPONDER) + context.toHex();
        String other = (initiates ? RESPONDER : INITIATOR) + context.toHex();
        return new JpakeExchange(own, other, password.toCharArray(), new SeededRandom(seed));
    }
}
