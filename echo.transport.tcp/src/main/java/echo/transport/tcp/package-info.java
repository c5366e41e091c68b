/** Frames over TCP. */
@NullMarked
package echo.transport.tcp;

import org.jspecify.annotations.NullMarked;
