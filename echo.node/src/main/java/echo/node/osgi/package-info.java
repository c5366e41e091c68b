/**
 * The node as an OSGi component: the only place with threads, clock and services. Start with
 * {@link echo.node.osgi.NodeComponent}.
 */
@NullMarked
package echo.node.osgi;

import org.jspecify.annotations.NullMarked;
