/**
 * The verb <em>ask</em>: queries over the items of a snapshot, and the indexes that make them quick. Start with
 * {@link echo.pipeline.query.Finder} and {@link echo.pipeline.query.ItemGraph}.
 *
 * <pre>
 *   Query ─▶ Planner ─ Access ─▶ Finder ─ Row by Row ─▶ Sorting ─▶ page
 *               │                  │
 *            Indexes           ItemGraph ── Snapshot
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.pipeline.query;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
