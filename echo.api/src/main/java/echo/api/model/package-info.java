/**
 * What a model author writes: a pure reducer from mutations to state, found as an OSGi service. Start with
 * {@link echo.api.model.Model} and {@link echo.api.model.Mutation}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.api.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
