/** Feeds, blobs and records on disk. */
@NullMarked
package echo.storage.file;

import org.jspecify.annotations.NullMarked;
