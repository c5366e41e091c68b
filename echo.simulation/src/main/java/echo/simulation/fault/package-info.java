/**
 * What can go wrong in a world. Start with {@link echo.simulation.fault.Fault}; all kinds are in
 * {@link echo.simulation.fault.Faults}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.fault;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
