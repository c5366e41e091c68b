/**
 * Boots Felix from a distribution folder. Start with {@link echo.launcher.felix.EchoRuntime} and
 * {@link echo.launcher.felix.Settings}.
 *
 * <pre>
 * Home (where things lie), NodeOptions (what was asked) → Settings (framework properties)
 *                                                       → EchoRuntime (Felix) ← BundleFolder (what it runs)
 * </pre>
 */
@NullMarked
package echo.launcher.felix;

import org.jspecify.annotations.NullMarked;
