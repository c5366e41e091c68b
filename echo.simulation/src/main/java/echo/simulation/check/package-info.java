/**
 * What a world is held to: one class for each promise, beside the world. Start with {@link echo.simulation.check.Checker}; all
 * are in {@link echo.simulation.check.Checkers}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.check;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
