/** Kinds of trouble that people make: who comes, who lies, who has no business here. Found through {@link echo.simulation.fault.Faults}. */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.fault.party;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
