/** Classes that do what the core must not, so that each rule of the architecture test is seen to find something. */
@NullMarked
package echo.simulation.planted;

import org.jspecify.annotations.NullMarked;
