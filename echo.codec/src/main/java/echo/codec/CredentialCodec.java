package echo.codec;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.crypto.SigningKey;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import echo.codec.proto.CredentialProto;
import echo.codec.proto.StatementsProto;
import java.util.ArrayList;
import java.util.List;

/** Bodies of control messages to {@link Credential}s and back, and what signatures cover. Pure functions. */
public final class CredentialCodec {
    /** Credentials in one message or proof. */
    public static final int MAX_CREDENTIALS = 64;

    private static final Bytes CREDENTIAL_DOMAIN = Bytes.utf8("echo/credential/1");
    private static final Bytes DEVICE_DOMAIN = Bytes.utf8("echo/device/1");
    private static final Bytes FEED_DOMAIN = Bytes.utf8("echo/feed/1");

    private CredentialCodec() {}

    /** What the issuer of a credential signs. */
    public static Bytes signedBytes(PartyKey party, Bytes issuer, Bytes statement) {
        return Bytes.concat(CREDENTIAL_DOMAIN, party.bytes(), issuer, statement);
    }

    /** {@code statement} about {@code party}, signed by {@code issuer}. */
    public static Credential sign(PartyKey party, SigningKey issuer, Statement statement) {
        Bytes encoded = StatementCodec.encode(statement);
        Bytes signed = signedBytes(party, issuer.publicKey(), encoded);
        return new Credential(issuer.publicKey(), encoded, issuer.sign(signed));
    }

    /** What a device signs to show that it is there and agrees to serve {@code member}. */
    public static Bytes devicePossession(PartyKey party, MemberKey member, ExchangeKey exchange) {
        return Bytes.concat(DEVICE_DOMAIN, party.bytes(), member.bytes(), exchange.bytes());
    }

    /** What a feed's key signs to show that {@code device} holds it. */
    public static Bytes feedPossession(PartyKey party, DeviceKey device, FeedKind kind) {
        byte code = (byte) (kind == FeedKind.CONTROL ? 1 : 2);
        return Bytes.concat(FEED_DOMAIN, party.bytes(), device.bytes(), Bytes.owning(new byte[] {code}));
    }

    public static Bytes encode(List<Credential> credentials) {
        StatementsProto.Builder proto = StatementsProto.newBuilder();
        for (Credential credential : credentials) {
            proto.addCredentials(CredentialProto.newBuilder()
                    .setIssuer(Proto.of(credential.issuer()))
                    .setStatement(Proto.of(credential.statement()))
                    .setSignature(Proto.of(credential.signature().bytes())));
        }
        return Proto.of(proto.build());
    }

    /** The credentials in {@code body}: 1 to {@link #MAX_CREDENTIALS}. Their statements are decoded apart. */
    public static Decoded<List<Credential>> decode(Bytes body) {
        return Proto.decode("statements", body, StatementsProto.parser(), CredentialCodec::credentials);
    }

    private static Decoded<List<Credential>> credentials(StatementsProto proto) {
        int count = proto.getCredentialsCount();
        if (count < 1 || count > MAX_CREDENTIALS) {
            return new Decoded.Malformed<>("message has " + count + " credentials, not 1 to " + MAX_CREDENTIALS);
        }
        List<Credential> credentials = new ArrayList<>(count);
        for (CredentialProto credential : proto.getCredentialsList()) {
            if (credential.getStatement().size() > Limits.STATEMENTS_BYTES) {
                return new Decoded.Malformed<>(
                        "a statement of " + credential.getStatement().size() + " bytes");
            }
            Bytes issuer = new MemberKey(Proto.of(credential.getIssuer())).bytes(); // checks the size
            credentials.add(new Credential(
                    issuer, Proto.of(credential.getStatement()), new Signature(Proto.of(credential.getSignature()))));
        }
        return new Decoded.Valid<>(credentials);
    }
}
