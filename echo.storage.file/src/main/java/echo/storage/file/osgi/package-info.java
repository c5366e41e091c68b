/** The component that offers a data folder as the node's storage. Start with {@link echo.storage.file.osgi.FileStorageComponent}. */
@NullMarked
package echo.storage.file.osgi;

import org.jspecify.annotations.NullMarked;
