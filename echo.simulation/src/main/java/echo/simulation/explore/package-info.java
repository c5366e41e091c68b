/**
 * Small worlds, whole: every order in which messages can arrive, every way in which the steps of a few actors can interleave,
 * with crashes and restarts in between. Start with {@link echo.simulation.explore.Arrivals} and
 * {@link echo.simulation.explore.Interleavings}.
 *
 * <pre>
 *   runs ─ Causality ─▶ Arrivals ──────┐
 *                                      ├─ Merges: counted, numbered ─ Budget ─▶ Orders: all, or some from a seed
 *   scripts, outages ─▶ Interleavings ─┘
 * </pre>
 *
 * Nothing here reads a clock or draws chance that no seed decides, and nothing needs JUnit: what fails is thrown as an
 * {@link AssertionError} that says how to try it again.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.simulation.explore;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
