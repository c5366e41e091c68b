/**
 * Items as trees of properties. Start with {@link echo.model.object.ObjectModel}, and with
 * {@link echo.model.object.state.Change}, which says what each change does.
 */
@NullMarked
package echo.model.object;

import org.jspecify.annotations.NullMarked;
