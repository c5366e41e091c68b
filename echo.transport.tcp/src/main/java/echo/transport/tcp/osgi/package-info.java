/** The TCP transport as a service. {@link echo.transport.tcp.osgi.TcpTransportComponent} registers it; the work is beside. */
@NullMarked
package echo.transport.tcp.osgi;

import org.jspecify.annotations.NullMarked;
