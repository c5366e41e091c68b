/** Many nodes, one seed: a whole world that replays itself. */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
