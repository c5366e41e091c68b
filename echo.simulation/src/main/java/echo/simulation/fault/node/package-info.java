/** Kinds of trouble of one node: its power, its clocks, its bundles. Found through {@link echo.simulation.fault.Faults}. */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.fault.node;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
