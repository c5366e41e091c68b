package echo.api.crypto;

import echo.api.Bytes;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A device's secrets at rest. Made at first start; only the file's owner can read it.
 *
 * <p>Any thread. Throws {@link echo.api.EchoException} of kind {@code STORAGE} or {@code CORRUPT}.
 */
@ConsumerType
public interface KeyVault {
    /** 32 secret bytes bound to {@code label}, always the same for this vault (HKDF-SHA256, RFC 5869). */
    Bytes secret(String label);
}
