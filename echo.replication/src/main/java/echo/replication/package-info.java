/** The two-party sync protocol: frames in, frames out. */
@Export
@NullMarked
@Version("0.1.0")
package echo.replication;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
