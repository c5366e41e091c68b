package echo.crypto.osgi;

import echo.api.Bytes;
import echo.api.crypto.ContentCipher;
import echo.api.crypto.KeyWrap;
import echo.api.crypto.Sealing;
import echo.crypto.AesGcmSealing;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Registers {@link AesGcmSealing}. Any thread. */
@Component
public final class SealingComponent implements Sealing {
    private final Sealing sealing = new AesGcmSealing();

    @Override
    public ContentCipher cipher(Bytes key) {
        return sealing.cipher(key);
    }

    @Override
    public Optional<KeyWrap> between(Bytes secret, Bytes other) {
        return sealing.between(secret, other);
    }
}
