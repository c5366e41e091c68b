/**
 * The verb <em>apply</em>: items and their states from released batches. Start with {@link echo.pipeline.items.ItemTree}
 * and {@link echo.pipeline.items.ItemLog}.
 *
 * <pre>
 *   batches ─┬─ create, move, delete, restore ─▶ Hierarchy ─┐
 *            ├─ link, unlink ─▶ LinkLog ───────────────────┤
 *            └─ mutate ─▶ ItemLog (one per item) ──────────┴─▶ Snapshot
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.pipeline.items;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
