/**
 * Every decoder that sees bytes of others, under bytes that Jazzer makes up. A target is a class with one {@code @FuzzTest}, which
 * states what the decoder promises; {@code ./check} fuzzes it, and each build replays its seeds and what once broke it
 * (docs/fuzzing.md). Start with {@link echo.simulation.fuzz.FrameFuzz} and {@link echo.simulation.fuzz.Promise}.
 *
 * <p>Targets of what only its own package sees are in that package: {@code echo.node}, {@code echo.crypto.vault}, {@code
 * echo.transport.tcp}.
 */
@NullMarked
package echo.simulation.fuzz;

import org.jspecify.annotations.NullMarked;
