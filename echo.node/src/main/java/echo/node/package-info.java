/**
 * Composes the core and carries out its effects: parties, sessions, connections. Start with {@link echo.node.EchoNode} and
 * {@link echo.node.PartyKeeper}. Threads, clock and services are in {@code echo.node.osgi} alone.
 *
 * <pre>
 *   EchoNode ─┬─ PartyNode ─┬─ PartyKeeper ── PartyEngine, FeedStore
 *             │             ├─ PartySync ──── Replicator, Sessions
 *             │             └─ Gatekeeper ─── who may enter
 *             ├─ Dialer, Listening, Reception
 *             └─ models and transports, as they come and go
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.node;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
