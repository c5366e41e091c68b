/** Composes the core and carries out its effects. */
@Export
@NullMarked
@Version("0.1.0")
package echo.node;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
