package echo.pipeline.feed;

import echo.api.Bytes;
import echo.api.Signature;
import echo.api.VerifyingKey;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;

/** The scheme for runs whose signature was checked before they came here. It signs nothing. */
enum SignaturesChecked implements SignatureScheme {
    INSTANCE;

    @Override
    public SigningKey signingKey(Bytes seed) {
        throw new IllegalStateException("this scheme has no keys");
    }

    @Override
    public boolean verify(VerifyingKey key, Bytes message, Signature signature) {
        return true;
    }

    @Override
    public boolean admissible(VerifyingKey key) {
        return true;
    }
}
