/** The file storage over a disk in memory and a real one: contracts, crashes, damage, formats. */
@NullMarked
package echo.simulation.storage;

import org.jspecify.annotations.NullMarked;
