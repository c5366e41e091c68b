/** One party from its feeds: verify, order, apply, query. */
@Export
@NullMarked
@Version("0.1.0")
package echo.pipeline;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
