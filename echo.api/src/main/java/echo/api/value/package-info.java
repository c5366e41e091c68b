/**
 * Values of full fidelity that items are made of. Start with {@link echo.api.value.Value} and
 * {@link echo.api.value.Path}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.api.value;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
