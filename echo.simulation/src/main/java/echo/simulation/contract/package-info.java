/**
 * What every implementation of a port must do, as JUnit Jupiter classes to extend: one for each port. Start with
 * {@link echo.simulation.contract.FeedStoreContract} and {@link echo.simulation.contract.MetaStoreContract}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.contract;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
