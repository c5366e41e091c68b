package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.VerifyingKey;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;
import echo.api.transport.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an inviter hands over: where to knock, at which party, and a secret that admits, unless it is for somebody whose key is known.
 *
 * @param party the party's key, which lets its holder find it
 * @param secret 16 bytes from which the invitation's key grows; empty if the joiner's own key is what admits it
 * @param addresses where the inviter listens, at least one, in 1,200 bytes as text
 */
record InvitationCode(PartyKey party, Optional<Bytes> secret, List<Address> addresses) {
    static final int SECRET_SIZE = 16;
    private static final int WITH_SECRET = 1;
    private static final int FOR_A_KEY = 2;
    private static final int CHECK_SIZE = 4;
    private static final int FIXED = 1 + VerifyingKey.SIZE;
    private static final int RADIX = 36;
    private static final String PREFIX = "echo1";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9a-zA-Z]+");
    private static final int MAX_TEXT = 2000;
    private static final int MAX_ADDRESSES = 1200; // in bytes; with them a code has 1,945 characters

    InvitationCode {
        addresses = List.copyOf(addresses);
        if (secret.filter(it -> it.size() != SECRET_SIZE).isPresent() || addresses.isEmpty()) {
            throw new IllegalArgumentException(
                    "an invitation has a secret of " + SECRET_SIZE + " bytes and an address");
        }
        if (written(addresses).size() > MAX_ADDRESSES) {
            throw new EchoException(
                    EchoException.Kind.USAGE,
                    "the addresses of an invitation have more than " + MAX_ADDRESSES + " bytes; name fewer of them");
        }
    }

    /** A code without a secret, with as many of {@code addresses} as there is room for, the first ones. */
    static InvitationCode where(PartyKey party, List<Address> addresses) {
        int most = addresses.size();
        while (most > 1 && written(addresses.subList(0, most)).size() > MAX_ADDRESSES) {
            most--;
        }
        return new InvitationCode(party, Optional.empty(), addresses.subList(0, most));
    }

    /** The invitation's key pair, if it has a secret. */
    Optional<SigningKey> key(SignatureScheme signatures) {
        return secret.map(it -> signatures.signingKey(
                Hash.of(Bytes.utf8("echo/invitation/1"), it).bytes()));
    }

    /** The code as text: letters and digits only, so that it can be selected and pasted whole. */
    String text() {
        Bytes version = Bytes.owning(new byte[] {(byte) (secret.isPresent() ? WITH_SECRET : FOR_A_KEY)});
        Bytes body = Bytes.concat(version, party.bytes(), secret.orElse(Bytes.EMPTY), written(addresses));
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
            if (end <= FIXED) {
                throw malformed();
            }
            boolean secret = checked.at(0) == WITH_SECRET;
            int whereFrom = secret ? FIXED + SECRET_SIZE : FIXED;
            if (end <= whereFrom
                    || !(secret || checked.at(0) == FOR_A_KEY)
                    || !check(checked.slice(0, end)).equals(checked.slice(end, checked.size()))) {
                throw malformed();
            }
            String where = checked.slice(whereFrom, end).toUtf8();
            return new InvitationCode(
                    new PartyKey(checked.slice(1, FIXED)),
                    secret ? Optional.of(checked.slice(FIXED, whereFrom)) : Optional.empty(),
                    Arrays.stream(where.split(",")).map(Address::parse).toList());
        } catch (IllegalArgumentException e) { // no addresses
            throw malformed();
        }
    }

    private static Bytes written(List<Address> addresses) {
        return Bytes.utf8(
                String.join(",", addresses.stream().map(Address::toString).toList()));
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
