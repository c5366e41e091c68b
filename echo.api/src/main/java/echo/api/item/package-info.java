/**
 * Typed handles: how people read and change an item of a well-known type. Start with
 * {@link echo.api.item.ObjectItem}, {@link echo.api.item.ThreadItem} and {@link echo.api.item.TextItem}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.api.item;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
