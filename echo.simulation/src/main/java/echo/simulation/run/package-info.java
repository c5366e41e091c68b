/**
 * Plays worlds from seeds to verdicts. Start with {@link echo.simulation.run.Plan}, which {@link echo.simulation.run.Play}
 * carries out.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.run;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
