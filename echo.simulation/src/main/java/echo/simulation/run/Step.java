package echo.simulation.run;

import echo.simulation.fault.Fault;
import java.util.Optional;

/**
 * One thing that happens in a world because of its plan: somebody writes, or something goes wrong.
 *
 * @param number of the step in the plan as it was drawn, from 0
 * @param pauseMs how long nothing was done before
 * @param fault what goes wrong; empty if somebody writes
 * @param seed where the step's own chance comes from, so that it does the same when other steps are left out
 */
public record Step(int number, long pauseMs, Optional<Fault> fault, long seed) {}
