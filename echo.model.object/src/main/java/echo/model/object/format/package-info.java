/**
 * The bytes of object items: mutations and saved states. Written through the generated protobuf classes, read by hand, so that
 * nothing is built before it is known to be well formed and within bounds. Start with
 * {@link echo.model.object.format.MutationFormat} and {@link echo.model.object.format.StateFormat}.
 */
@NullMarked
package echo.model.object.format;

import org.jspecify.annotations.NullMarked;
