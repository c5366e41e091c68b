/**
 * The past of a party, told from messages: pure functions over what the engine and the store hand out, to be computed away from
 * the party's loop. Start with {@link echo.pipeline.past.Replay} and {@link echo.pipeline.past.UndoPlan}.
 *
 * <pre>
 *   the store's runs ──▶ Replay ──▶ Snapshot at a timeframe ──▶ Differences
 *   ItemPast ─┬─ acts, link acts, a stretch ────▶ ItemHistory ──▶ deeds, causes
 *             └─ the same of one batch ─────────▶ UndoPlan ─────▶ operations to write
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.pipeline.past;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
