/** How the {@code echodb} command ends: {@link echo.launcher.exit.ExitCode} and {@link echo.launcher.exit.Trouble}. */
@NullMarked
package echo.launcher.exit;

import org.jspecify.annotations.NullMarked;
