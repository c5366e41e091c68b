/**
 * A network of many nodes in one thread, whose every delay and fault comes from one seed. Start with
 * {@link echo.simulation.network.SimNetwork} and the {@link echo.simulation.network.Timeline} that drives it.
 *
 * <p>A channel is an ordered, reliable stream, as TCP gives it; so a frame that is lost breaks its channel, with all that was on
 * the way. Frames of different channels overtake each other.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.network;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
