/**
 * Whole worlds: production nodes over simulated time, network and disks. Start with {@link echo.simulation.world.World} and
 * {@link echo.simulation.world.SimNode}; what happens in them is planned and judged by {@code echo.simulation.run}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.world;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
