/**
 * Queries that are watched: from view to view, what became of each result, by what differs between the views. Start with
 * {@link echo.pipeline.query.live.LiveQueries} and {@link echo.pipeline.query.live.LiveQuery}.
 *
 * <pre>
 *   view before ─┐
 *                ├─▶ Burst ─ Affected ─▶ Interests ─ whom it concerns ─▶ LiveQuery ─▶ Delta
 *   view now ────┘
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.pipeline.query.live;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
