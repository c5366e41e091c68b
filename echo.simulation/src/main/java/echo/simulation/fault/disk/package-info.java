/** Kinds of trouble with disks. Found through {@link echo.simulation.fault.Faults}. */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.fault.disk;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
