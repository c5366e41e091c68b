/**
 * Nodes in plain Java on the production ports: files, TCP, Noise. Start with {@link echo.bench.node.BenchNode} and
 * {@link echo.bench.node.PeerProcess}.
 */
@NullMarked
package echo.bench.node;

import org.jspecify.annotations.NullMarked;
