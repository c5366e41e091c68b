package echo.crypto.noise;

import echo.api.Bytes;
import echo.api.PartyKey;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshakes;
import echo.crypto.HmacSha256;

/** Handshakes of {@code Noise_XX_25519_AESGCM_SHA256}. Any thread. */
public final class NoiseHandshakes implements Handshakes {
    private static final byte[] DISCOVERY = Bytes.utf8("echo/discovery/1").toByteArray();

    private final long rekeyInterval;

    public NoiseHandshakes() {
        this(CipherState.REKEY_INTERVAL);
    }

    /** As the other, with keys replaced after {@code rekeyInterval} messages in a direction. */
    NoiseHandshakes(long rekeyInterval) {
        this.rekeyInterval = rekeyInterval;
    }

    @Override
    public Bytes publicKey(Bytes secret) {
        return Bytes.owning(Curve25519.publicKey(Curve25519.secret(secret)));
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
        HandshakeState state = new HandshakeState(
                HandshakePattern.XX, initiator, Curve25519.secret(staticSecret), Curve25519.secret(ephemeralSecret));
        state.begin(prologue.toByteArray());
        return new NoiseHandshake(state, rekeyInterval);
    }
}
