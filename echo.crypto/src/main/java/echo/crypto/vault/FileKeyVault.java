package echo.crypto.vault;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.crypto.KeyVault;
import org.jspecify.annotations.Nullable;

/**
 * A device's secrets, derived from the root secret in its key file. The file is opened, or made, when the first secret is asked for;
 * from then until the vault is closed the root secret is in memory. Any thread.
 *
 * <p>A file that is made is sealed with the passphrase, if one is given, or else with the machine key. If a passphrase is given,
 * only a file that is sealed with it is opened; without one also a file in the clear (version 1), which is left as it is.
 *
 * <p>Source: docs/format.md, "Keys at rest".
 */
public final class FileKeyVault implements KeyVault, AutoCloseable {
    private final KeyCustody custody;
    private @Nullable Secrets secrets;
    private boolean closed;

    public FileKeyVault(KeyCustody custody) {
        this.custody = custody;
    }

    /**
     * @throws EchoException if the key file cannot be opened or made; the next call tries again
     * @throws IllegalStateException after {@link #close}
     */
    @Override
    public synchronized Bytes secret(String label) {
        if (closed) {
            throw new IllegalStateException("the key vault is closed");
        }
        if (secrets == null) {
            secrets = custody.openOrMake();
        }
        return Bytes.owning(secrets.secret(label));
    }

    /** Wipes what the file holds. Secrets that were handed out are their holders'. */
    @Override
    public synchronized void close() {
        closed = true;
        if (secrets != null) {
            secrets.close();
            secrets = null;
        }
    }
}
