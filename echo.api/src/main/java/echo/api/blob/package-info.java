/** Content-addressed blobs. Start with {@link echo.api.blob.BlobStore}. */
@Export
@NullMarked
@Version("0.1.0")
package echo.api.blob;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
