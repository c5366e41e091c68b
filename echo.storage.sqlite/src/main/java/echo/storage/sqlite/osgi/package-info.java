/** The component that offers a SQLite file as the node's storage. Start with {@link echo.storage.sqlite.osgi.SqliteStorageComponent}. */
@NullMarked
package echo.storage.sqlite.osgi;

import org.jspecify.annotations.NullMarked;
