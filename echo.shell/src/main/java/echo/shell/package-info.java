/** Gogo commands over the API. */
@NullMarked
package echo.shell;

import org.jspecify.annotations.NullMarked;
