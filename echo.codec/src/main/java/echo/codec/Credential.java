package echo.codec;

import echo.api.Bytes;
import echo.api.Signature;

/**
 * A statement, encoded, and who makes it.
 *
 * @param issuer the key that signed, 32 bytes; of which kind it must be, the statement says
 * @param statement the encoded statement, as it was signed
 * @param signature over {@link CredentialCodec#signedBytes}; not checked by this record
 */
public record Credential(Bytes issuer, Bytes statement, Signature signature) {}
