package echo.crypto.osgi;

import echo.api.Bytes;
import echo.api.Signature;
import echo.api.VerifyingKey;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;
import echo.crypto.Ed25519SignatureScheme;
import org.osgi.service.component.annotations.Component;

/** Registers {@link Ed25519SignatureScheme}. Any thread. */
@Component
public final class SignatureSchemeComponent implements SignatureScheme {
    private final SignatureScheme scheme = new Ed25519SignatureScheme();

    @Override
    public SigningKey signingKey(Bytes seed) {
        return scheme.signingKey(seed);
    }

    @Override
    public boolean verify(VerifyingKey key, Bytes message, Signature signature) {
        return scheme.verify(key, message, signature);
    }

    @Override
    public boolean admissible(VerifyingKey key) {
        return scheme.admissible(key);
    }
}
