/**
 * The transport port: ordered frames between two addresses and nothing more. Start with
 * {@link echo.api.transport.Transport} and {@link echo.api.transport.Channel}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.api.transport;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
