/** Items as property maps. */
@NullMarked
package echo.model.object;

import org.jspecify.annotations.NullMarked;
