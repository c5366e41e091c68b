/**
 * The services of this bundle, thin around the classes that do the work. Start with
 * {@link echo.crypto.osgi.SignatureSchemeComponent} and {@link echo.crypto.osgi.KeyVaultComponent}.
 */
@NullMarked
package echo.crypto.osgi;

import org.jspecify.annotations.NullMarked;
