/** Kinds of trouble between nodes. Found through {@link echo.simulation.fault.Faults}. */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.fault.network;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
