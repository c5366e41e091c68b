package echo.pipeline.control;

import echo.api.Bytes;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.VerifyingKey;
import echo.api.crypto.SignatureScheme;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Checks what credentials are signed with. What holds is remembered, as it is asked for at every folding; what does not is not, since
 * a stranger can make false signatures without end.
 *
 * <p>One thread at a time.
 */
final class Signed {
    private final PartyKey party;
    private final SignatureScheme signatures;
    private final Set<Credential> issued = new LinkedHashSet<>();
    private final Set<Credential> possessed = new LinkedHashSet<>();

    Signed(PartyKey party, SignatureScheme signatures) {
        this.party = party;
        this.signatures = signatures;
    }

    boolean isAdmissible(VerifyingKey key) {
        return signatures.admissible(key);
    }

    /** Whether {@code issuer} has signed {@code credential}. */
    boolean by(VerifyingKey issuer, Credential credential) {
        if (issued.contains(credential)) {
            return true;
        }
        Bytes bytes = CredentialCodec.signedBytes(party, credential.issuer(), credential.statement());
        return signatures.verify(issuer, bytes, credential.signature()) && issued.add(credential);
    }

    /** Whether the admissible {@code key}, which {@code credential} admits, signed that it is to be admitted. */
    boolean agreed(VerifyingKey key, Credential credential, Bytes bytes, Signature possession) {
        return possessed.contains(credential)
                || (signatures.admissible(key)
                        && signatures.verify(key, bytes, possession)
                        && possessed.add(credential));
    }
}
