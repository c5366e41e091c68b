/**
 * The verb <em>share</em>: two-party sync without IO. Start with {@link echo.replication.Replicator} and
 * {@link echo.replication.Frame}.
 *
 * <pre>
 *   A                                  B
 *   │ ── offer: feed F to 12 ────────▶ │  holds 7
 *   │ ◀── want: F from 7, 512 KiB ──── │
 *   │ ── blocks 7…11, head 12 ───────▶ │  verifies, keeps, wants more or is current
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.replication;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
