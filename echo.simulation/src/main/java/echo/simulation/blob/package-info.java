/** A store of blobs in memory. Start with {@link echo.simulation.blob.MemoryBlobStore}. */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.blob;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
