/**
 * A party without nodes: people with keys, and engines that hold what they keep in a list. What threads, disk and network would
 * do is done by calls, so that a test decides every step. Start with {@link echo.simulation.pipeline.Cast} and
 * {@link echo.simulation.pipeline.Desk}; {@link echo.simulation.pipeline.SmallHistory} grows what they write from a seed.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.pipeline;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
