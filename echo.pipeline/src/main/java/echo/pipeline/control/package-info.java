/**
 * Who may do what: the party's state, folded from control messages alone. Start with
 * {@link echo.pipeline.control.PartyState} and {@link echo.pipeline.control.PartyStateMachine}.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.pipeline.control;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
