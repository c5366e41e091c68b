/**
 * What an object item is between two mutations: a tree of immutable nodes, and the changes that lead from one tree to the next.
 * Start with {@link echo.model.object.state.MapNode} and {@link echo.model.object.state.Change}.
 */
@NullMarked
package echo.model.object.state;

import org.jspecify.annotations.NullMarked;
