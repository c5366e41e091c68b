/** Blobs in files of their own. Start with {@link echo.storage.file.blob.FileBlobStore}. */
@Export
@NullMarked
@Version("0.1.0")
package echo.storage.file.blob;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
