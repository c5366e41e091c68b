/** Git repositories in a party, by the API alone. */
@NullMarked
package echo.example.git;

import org.jspecify.annotations.NullMarked;
