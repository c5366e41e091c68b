/**
 * The verb <em>order</em>: from verified blocks to messages in an order that extends causality. Start with
 * {@link echo.pipeline.order.Linearizer}.
 *
 * <pre>
 *   verified runs ─▶ FeedProgress (one per feed) ─▶ first waiting message ─▶ released
 *                                                       │ lacks (feed, length)
 *                                                       ▼
 *                                                     waiters
 * </pre>
 */
@NullMarked
package echo.pipeline.order;

import org.jspecify.annotations.NullMarked;
