/**
 * Feeds, blobs and small records in one SQLite file, which the {@code sqlite3} shell can read, also while a node runs on it.
 * Start with {@link echo.storage.sqlite.SqliteStorage}, the data folder of a node, and
 * {@link echo.storage.sqlite.SqliteFeedStore}, the feeds of a party. The tables are described in {@code docs/format.md}.
 *
 * <pre>
 *   SqliteStorage ─┬─ SqliteFeedStore ── StoredFeed, StoredRun     rows, and their checksums
 *                  │                      StoredStart              where trimmed feeds begin
 *                  ├─ SqliteMetaStore
 *                  ├─ SqliteBlobStore
 *                  ├─ DataFolder                                   the lock, and whose file it is
 *                  └─ Schema, Inspection                           what must be there at opening
 *                        all: Database                             one connection, one transaction for all that waits
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.storage.sqlite;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
