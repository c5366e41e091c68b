/**
 * Frames over TCP: the default transport. Start with {@link echo.transport.tcp.TcpTransport}, which listens and dials, and
 * {@code TcpChannel}, one connection.
 *
 * <pre>
 *   send ──► Outbox ──► socket ══════ socket ──► FrameCutter ──► ChannelHandler
 *   (any thread writes;            (SelectorLoop notices, a worker
 *    SelectorLoop goes on           reads and calls the handler)
 *    when the network stalls)
 * </pre>
 *
 * <p>Threads: one that waits for all sockets of a transport and never calls a handler, and workers that come when bytes do, at
 * most one for each channel at a time. So a slow handler holds back its own channel's reading, through TCP's own
 * back-pressure, and nothing else. Byte layout and limits: {@code docs/format.d/transport.md}.
 */
@NullMarked
package echo.transport.tcp;

import org.jspecify.annotations.NullMarked;
