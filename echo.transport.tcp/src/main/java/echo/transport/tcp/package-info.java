/**
 * Frames over TCP: the default transport. Start with {@link echo.transport.tcp.TcpTransport}, which listens and dials, and
 * {@code TcpChannel}, one connection.
 *
 * <pre>
 *   send ──► Outbox ──► socket ══════ socket ──► FrameCutter ──► ChannelHandler
 *   (any thread writes;            (SelectorLoop notices; its thread
 *    SelectorLoop goes on           reads and calls the handler)
 *    when the network stalls)
 * </pre>
 *
 * <p>Threads: a leader that waits for all sockets of a transport and calls the handler of what arrives, a watch that gives the
 * lead to another thread when a handler takes long, and more only while several channels have something to say at once. So a
 * slow handler holds back its own channel's reading, through TCP's own back-pressure, and nothing else; and a frame costs no
 * change of threads, which on a busy machine is several times what the socket itself costs. Byte layout and limits:
 * {@code docs/format.md}.
 */
@NullMarked
package echo.transport.tcp;

import org.jspecify.annotations.NullMarked;
