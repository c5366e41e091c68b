/** Items as message threads. */
@NullMarked
package echo.model.messenger;

import org.jspecify.annotations.NullMarked;
