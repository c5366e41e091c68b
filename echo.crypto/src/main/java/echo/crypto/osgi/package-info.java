/**
 * The services of this bundle, thin around the classes that do the work. Start with
 * {@link echo.crypto.osgi.KeyVaultComponent} and {@link echo.crypto.osgi.KeyCommands}.
 */
@NullMarked
package echo.crypto.osgi;

import org.jspecify.annotations.NullMarked;
