package echo.crypto.osgi;

import echo.api.Bytes;
import echo.api.PartyKey;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshakes;
import echo.crypto.noise.NoiseHandshakes;
import org.osgi.service.component.annotations.Component;

/** Registers {@link NoiseHandshakes}. Any thread. */
@Component
public final class HandshakesComponent implements Handshakes {
    private final Handshakes handshakes = new NoiseHandshakes();

    @Override
    public Bytes publicKey(Bytes secret) {
        return handshakes.publicKey(secret);
    }

    @Override
    public Bytes discoveryId(PartyKey party) {
        return handshakes.discoveryId(party);
    }

    @Override
    public Handshake initiate(Bytes prologue, Bytes staticSecret, Bytes ephemeralSecret) {
        return handshakes.initiate(prologue, staticSecret, ephemeralSecret);
    }

    @Override
    public Handshake respond(Bytes prologue, Bytes staticSecret, Bytes ephemeralSecret) {
        return handshakes.respond(prologue, staticSecret, ephemeralSecret);
    }
}
