package echo.api.crypto;

import echo.api.Bytes;
import echo.api.Signature;
import org.osgi.annotation.versioning.ConsumerType;

/** A key pair that can sign. Its secret half never leaves it. Any thread. */
@ConsumerType
public interface SigningKey {
    /** The public half, 32 bytes; wrap it in the key type of its role. */
    Bytes publicKey();

    /** A deterministic signature over {@code message} (RFC 8032). */
    Signature sign(Bytes message);
}
