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

    private final Suite suite;
    private final long rekeyInterval;

    public NoiseHandshakes() {
        this(Suite.STANDARD);
    }

    /** Handshakes of other primitives; the rest is the same. */
    public NoiseHandshakes(Suite suite) {
        this(suite, CipherState.REKEY_INTERVAL);
    }

    /** As the others, with keys replaced after {@code rekeyInterval} messages in a direction. */
    NoiseHandshakes(Suite suite, long rekeyInterval) {
        this.suite = suite;
        this.rekeyInterval = rekeyInterval;
    }

    @Override
    public Bytes publicKey(Bytes secret) {
        return Bytes.owning(suite.agreement().publicKey(Secrets.checked(secret)));
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
        HandshakeState state = new HandshakeState(HandshakePattern.XX, initiator, suite, secrets);
        state.begin(prologue.toByteArray());
        return new NoiseHandshake(state, rekeyInterval);
    }
}
