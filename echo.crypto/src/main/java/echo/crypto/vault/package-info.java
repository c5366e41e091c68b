/**
 * Keys at rest: a device's root secret in a file that is sealed with a passphrase or a machine key. Start with
 * {@link echo.crypto.vault.FileKeyVault}, which derives secrets from it, and {@link echo.crypto.vault.KeyCustody}, which seals it
 * anew and carries it to another device. The bytes are those of docs/format.md, "Keys at rest".
 *
 * <p>Arrays that held a secret are zeroed after use. Copies that the JDK or Bouncy Castle make inside are out of reach.
 */
@NullMarked
package echo.crypto.vault;

import org.jspecify.annotations.NullMarked;
