/**
 * Moves a device from one storage to another, and says which of several storages a node runs on. Start with
 * {@link echo.node.storage.Move} and {@link echo.node.storage.Incumbent}.
 *
 * <pre>
 *   Move ── notes (echo.api.feed.Charge) ── read by ── Incumbent ── the one in charge
 *     └── StorageCopy ── FeedCopy, party by party
 * </pre>
 */
@NullMarked
package echo.node.storage;

import org.jspecify.annotations.NullMarked;
