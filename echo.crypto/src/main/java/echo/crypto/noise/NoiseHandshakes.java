package echo.crypto.noise;

import echo.api.Bytes;
import echo.api.PartyKey;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshakes;
import echo.crypto.HmacSha256;
import echo.crypto.noise.HandshakeState.Secrets;

/** Handshakes of {@code Noise_XX_25519_AESGCM_SHA256}. Any thread. */
public final class NoiseHandshakes implements Handshakes {
    private static final byte[] DISCOVERY = Bytes.utf8("echo/discovery/1").toByteArray();

    private final KeyAgreement agreement;
    private final long rekeyInterval;

    public NoiseHandshakes() {
        this(new Curve25519());
    }

    /** Handshakes that agree on secrets by {@code agreement} in the place of X25519; the rest is the same. */
    public NoiseHandshakes(KeyAgreement agreement) {
        this(agreement, CipherState.REKEY_INTERVAL);
    }

    /** As the others, with keys replaced after {@code rekeyInterval} messages in a direction. */
    NoiseHandshakes(KeyAgreement agreement, long rekeyInterval) {
        this.agreement = agreement;
        this.rekeyInterval = rekeyInterval;
    }

    @Override
    public Bytes publicKey(Bytes secret) {
        return Bytes.owning(agreement.publicKey(Secrets.checked(secret)));
    }

    @Override
    public Bytes discoveryId(PartyKey party) {
        return Bytes.owning(HmacSha256.tag(party.bytes().toByteArray(), DISCOVERY));
    }

    @Override
    public Handshake initiate(Bytes prologue, Bytes staticSecret, Bytes ephemeralSecret) {
        return handshake(true, prologue, staticSecret, ephemeralSecret);
    }

    @Override
    public Handshake respond(Bytes prologue, Bytes staticSecret, Bytes ephemeralSecret) {
        return handshake(false, prologue, staticSecret, ephemeralSecret);
    }

    private Handshake handshake(boolean initiator, Bytes prologue, Bytes staticSecret, Bytes ephemeralSecret) {
        Secrets secrets = new Secrets(staticSecret, ephemeralSecret);
        HandshakeState state = new HandshakeState(HandshakePattern.XX, initiator, agreement, secrets);
        state.begin(prologue.toByteArray());
        return new NoiseHandshake(state, rekeyInterval);
    }
}
