/**
 * Queries as values: what to find, in a fluent form and as text. Start with {@link echo.api.query.Query} and
 * {@link echo.api.query.Property}; answers are {@link echo.api.party.Selection} and {@link echo.api.party.Change}.
 *
 * <pre>
 *   Query ── stages ──▶ Step, Condition        (&amp;(@type=echo.object)(age&gt;=18)) / parents
 *        └─ order, page ─▶ Order, Key          order name limit 20
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.api.query;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
