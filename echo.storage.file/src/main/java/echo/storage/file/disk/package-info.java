/** What the storage needs of a file system. Start with {@link echo.storage.file.disk.Disk}. */
@Export
@NullMarked
@Version("0.1.0")
package echo.storage.file.disk;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
