package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.Hash;
import echo.api.InvitationKey;
import echo.api.PartyKey;
import echo.api.VerifyingKey;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;
import echo.api.transport.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What an inviter hands to one person: where to knock, at which party, and a secret that admits once.
 *
 * @param party the party's key, which lets its holder find it
 * @param secret 16 bytes from which the invitation's key grows
 * @param addresses where the inviter listens, at least one
 */
record InvitationCode(PartyKey party, Bytes secret, List<Address> addresses) {
    static final int SECRET_SIZE = 16;
    private static final int VERSION = 1;
    private static final int CHECK_SIZE = 4;
    private static final int FIXED = 1 + VerifyingKey.SIZE + SECRET_SIZE;
    private static final int RADIX = 36;
    private static final String PREFIX = "echo1";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-zA-Z]+");
    private static final int MAX_TEXT = 2000;

    InvitationCode {
        addresses = List.copyOf(addresses);
        if (secret.size() != SECRET_SIZE || addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "an invitation has a secret of " + SECRET_SIZE + " bytes and an address");
        }
    }

    /** The invitation's key pair. */
    SigningKey key(SignatureScheme signatures) {
        return signatures.signingKey(
                Hash.of(Bytes.utf8("echo/invitation/1"), secret).bytes());
    }

    InvitationKey publicKey(SignatureScheme signatures) {
        return new InvitationKey(key(signatures).publicKey());
    }

    /** The code as text: letters and digits only, so that it can be selected and pasted whole. */
    String text() {
        String where =
                String.join(",", addresses.stream().map(Address::toString).toList());
        Bytes body = Bytes.concat(Bytes.owning(new byte[] {VERSION}), party.bytes(), secret, Bytes.utf8(where));
        Bytes checked = Bytes.concat(body, check(body));
        return PREFIX + new BigInteger(1, checked.toByteArray()).toString(RADIX);
    }

    /**
     * Reads a code.
     *
     * @throws EchoException of kind {@code USAGE} if it was not copied whole
     */
    static InvitationCode parse(String text) {
        String code = text.strip();
        if (!FORM.matcher(code).matches() || code.length() > MAX_TEXT) {
            throw malformed();
        }
        try {
            byte[] number = new BigInteger(code.substring(PREFIX.length()), RADIX).toByteArray();
            Bytes checked = Bytes.owning(number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number);
            int end = checked.size() - CHECK_SIZE;
            if (end <= FIXED
                    || checked.at(0) != VERSION
                    || !check(checked.slice(0, end)).equals(checked.slice(end, checked.size()))) {
                throw malformed();
            }
            int secretFrom = 1 + VerifyingKey.SIZE;
            String where = checked.slice(FIXED, end).toUtf8();
            return new InvitationCode(
                    new PartyKey(checked.slice(1, secretFrom)),
                    checked.slice(secretFrom, FIXED),
                    Arrays.stream(where.split(",")).map(Address::parse).toList());
        } catch (IllegalArgumentException e) { // no addresses
            throw malformed();
        }
    }

    private static Bytes check(Bytes body) {
        return Hash.of(body).bytes().slice(0, CHECK_SIZE);
    }

    private static EchoException malformed() {
        return new EchoException(
                EchoException.Kind.USAGE,
                "this is not an invitation code; copy it whole, from " + PREFIX + "… to its end");
    }
}
