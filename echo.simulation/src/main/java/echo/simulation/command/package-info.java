/** The simulator from the command line. Start with {@link echo.simulation.command.Worlds}. */
@NullMarked
package echo.simulation.command;

import org.jspecify.annotations.NullMarked;
