/**
 * Items as text that many write at once. Start with {@link echo.model.text.TextModel} and {@link echo.model.text.state.TextState}.
 */
@NullMarked
package echo.model.text;

import org.jspecify.annotations.NullMarked;
