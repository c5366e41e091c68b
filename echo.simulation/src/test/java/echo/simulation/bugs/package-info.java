/**
 * Planted bugs: known mistakes that are brought back into production code, to see that the worlds find them. A bug is a change
 * of a few lines, made in the bytes of a class while a loader of its own reads it; production code has no switch for it and
 * does not know. Start with {@link echo.simulation.bugs.PlantedBugs}, which prints the table, and
 * {@link echo.simulation.bugs.PlantedBug}.
 *
 * <pre>
 *   PlantedBugs ── Hunt ──▶ │ SeedPlayer ── the worlds, the core, the rim: all of echo.*, once more for each bug
 *      the platform's types │    and in one class of it a change
 *                     BugLoader
 * </pre>
 */
@NullMarked
package echo.simulation.bugs;

import org.jspecify.annotations.NullMarked;
