/**
 * Boots Felix from a distribution folder. Start with {@link echo.launcher.Main}, then {@link echo.launcher.EchoRuntime}.
 *
 * <pre>
 * Home (where things lie) → Settings (framework properties) → EchoRuntime (Felix) ← BundleFolder (what it runs)
 * </pre>
 */
@NullMarked
package echo.launcher;

import org.jspecify.annotations.NullMarked;
