/**
 * What every implementation of a port or a model must do, as abstract JUnit Jupiter classes: extend one, give it your own,
 * run it. Start with {@link echo.simulation.contract.FeedStoreContract} and
 * {@link echo.simulation.contract.ModelContract}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.contract;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
