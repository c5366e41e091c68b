/**
 * The text model's bytes. Start with {@link echo.model.text.format.MutationFormat} and {@link echo.model.text.format.StateFormat}.
 */
@NullMarked
package echo.model.text.format;

import org.jspecify.annotations.NullMarked;
