/**
 * A disk in memory whose power can be cut. Start with {@link echo.simulation.disk.MemoryDisk}; what a cut leaves is a
 * {@link echo.simulation.disk.Survival}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.disk;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
