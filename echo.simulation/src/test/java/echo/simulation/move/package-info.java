/** Moves from one storage to another, interrupted at every step. Start with {@code MoveTest}. */
@NullMarked
package echo.simulation.move;

import org.jspecify.annotations.NullMarked;
